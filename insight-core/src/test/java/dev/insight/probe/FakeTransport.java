package dev.insight.probe;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A transport that does what a test says and remembers what was asked of it. */
public final class FakeTransport implements ProbeTransport {
    private final Consumer<Call> behaviour;
    private final boolean remembers;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final List<PathId> opened = new CopyOnWriteArrayList<>();
    private final List<PathId> closed = new CopyOnWriteArrayList<>();
    private final AtomicInteger channels = new AtomicInteger();
    private volatile boolean shut;

    /** A transport whose calls go to {@code behaviour} on the sender's thread. */
    public FakeTransport(Consumer<Call> behaviour) {
        this(behaviour, true);
    }

    private FakeTransport(Consumer<Call> behaviour, boolean remembers) {
        this.behaviour = behaviour;
        this.remembers = remembers;
    }

    /** A transport that answers at once, after {@code latencyNanos} as it says. */
    public static FakeTransport answering(long latencyNanos) {
        return new FakeTransport(call -> call.succeed(latencyNanos));
    }

    /** A transport that never answers by itself. */
    public static FakeTransport silent() {
        return new FakeTransport(call -> {});
    }

    /** A transport that answers at once and keeps nothing of what was sent. */
    public static FakeTransport forgetful() {
        return new FakeTransport(call -> call.succeed(1), false);
    }

    /** What was sent, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public int count() {
        return calls.size();
    }

    public List<PathId> opened() {
        return opened;
    }

    public List<PathId> closed() {
        return closed;
    }

    public boolean isShut() {
        return shut;
    }

    @Override
    public Session open(Probe probe) {
        opened.add(probe.path());
        channels.incrementAndGet();
        return new Session() {
            @Override
            public void send(Slot slot, Consumer<ProbeResult> completion) {
                Call call = new Call(slot, completion);
                if (remembers) {
                    calls.add(call);
                }
                behaviour.accept(call);
            }

            @Override
            public void close() {
                closed.add(probe.path());
                channels.decrementAndGet();
            }
        };
    }

    @Override
    public int channels() {
        return channels.get();
    }

    @Override
    public void close() {
        shut = true;
    }

    /** One probe as the transport was asked to send it. */
    public record Call(Slot slot, Consumer<ProbeResult> completion) {
        public void succeed(long latencyNanos) {
            completion.accept(ProbeResult.builder(slot, Outcome.ok())
                    .latencyNanos(latencyNanos)
                    .build());
        }

        public void fail(String code) {
            completion.accept(ProbeResult.builder(slot, Outcome.failed(code, Phase.RPC, null))
                    .build());
        }
    }
}
