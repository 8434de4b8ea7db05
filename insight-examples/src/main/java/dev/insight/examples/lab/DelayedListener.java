package dev.insight.examples.lab;

import io.grpc.ServerCall;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the events of a call until its handler is there. What is kept is little, since no message has been asked for. */
final class DelayedListener<Q> extends ServerCall.Listener<Q> {
    private final Queue<Consumer<ServerCall.Listener<Q>>> kept = new ArrayDeque<>();
    private ServerCall.@Nullable Listener<Q> handler;

    /** Tells {@code newHandler} all there was, and from now on all there is. */
    synchronized void follow(ServerCall.Listener<Q> newHandler) {
        kept.forEach(event -> event.accept(newHandler));
        kept.clear();
        handler = newHandler;
    }

    /** Under the lock, which orders events; a listener is told by one thread at a time anyway. */
    private synchronized void tell(Consumer<ServerCall.Listener<Q>> event) {
        if (handler == null) {
            kept.add(event);
        } else {
            event.accept(handler);
        }
    }

    @Override
    public void onMessage(Q message) {
        tell(each -> each.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        tell(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onCancel() {
        tell(ServerCall.Listener::onCancel);
    }

    @Override
    public void onComplete() {
        tell(ServerCall.Listener::onComplete);
    }

    @Override
    public void onReady() {
        tell(ServerCall.Listener::onReady);
    }
}
