package dev.insight.examples.lab;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection to a relay and the relay's own onward: {@code near} and {@code far}, a conduit each way. */
final class RelayedConnection {
    private static final System.Logger LOG = System.getLogger(RelayedConnection.class.getName());

    private final RelayLoop loop;
    private final SocketChannel near;
    private final SocketChannel far;
    private final Conduit forward;
    private final Conduit backward;
    private final ByteBuffer scratch;
    private final Consumer<RelayedConnection> onClosed;
    private final AtomicInteger unfinished = new AtomicInteger(2);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable SelectionKey nearKey;
    private volatile @Nullable SelectionKey farKey;

    RelayedConnection(
            RelayLoop loop,
            SocketChannel near,
            Leg ahead,
            Leg back,
            ByteBuffer scratch,
            Consumer<RelayedConnection> onClosed)
            throws IOException {
        this.loop = loop;
        this.near = near;
        this.far = SocketChannel.open();
        this.scratch = scratch;
        this.onClosed = onClosed;
        forward = new Conduit(loop, ahead, this, near, far);
        backward = new Conduit(loop, back, this, far, near);
    }

    /** Connects onward; on the reading thread. */
    void connect(SocketAddress upstream) throws IOException {
        near.setOption(StandardSocketOptions.TCP_NODELAY, true);
        far.setOption(StandardSocketOptions.TCP_NODELAY, true);
        far.configureBlocking(false);
        nearKey = loop.register(near, SelectionKey.OP_READ, this::nearReady);
        try {
            boolean connected = far.connect(upstream);
            farKey = loop.register(far, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this::farReady);
        } catch (IOException e) {
            refused(e);
        }
    }

    private void nearReady(SelectionKey key) {
        if (key.isReadable()) {
            forward.read(key, scratch);
        }
        if (key.isValid() && key.isWritable()) {
            loop.watch(key, SelectionKey.OP_WRITE, false);
            backward.sinkReady();
        }
    }

    private void farReady(SelectionKey key) {
        if (key.isConnectable()) {
            try {
                far.finishConnect();
            } catch (IOException e) {
                key.cancel();
                refused(e);
                return;
            }
            key.interestOps(SelectionKey.OP_READ);
            forward.sinkReady();
            return;
        }
        if (key.isReadable()) {
            backward.read(key, scratch);
        }
        if (key.isValid() && key.isWritable()) {
            loop.watch(key, SelectionKey.OP_WRITE, false);
            forward.sinkReady();
        }
    }

    private void refused(IOException cause) {
        LOG.log(Level.DEBUG, "relay cannot connect onward", cause);
        backward.breakOff();
    }

    /** {@code conduit} cannot write for now. */
    void awaitWritable(Conduit conduit) {
        watch(conduit == forward ? farKey : nearKey, SelectionKey.OP_WRITE);
    }

    /** {@code conduit} has room again. */
    void readAgain(Conduit conduit) {
        watch(conduit == forward ? nearKey : farKey, SelectionKey.OP_READ);
    }

    private void watch(@Nullable SelectionKey key, int operation) {
        if (key != null) {
            loop.watch(key, operation, true);
        }
    }

    /** One direction has come to its end. */
    void finished() {
        if (unfinished.decrementAndGet() == 0) {
            close(false);
        }
    }

    /** Resets both ends at once; from any thread. */
    void abort() {
        close(true);
    }

    int bufferedBytes() {
        return forward.bufferedBytes() + backward.bufferedBytes();
    }

    private void close(boolean reset) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (SocketChannel channel : new SocketChannel[] {near, far}) {
            try (channel) {
                if (reset) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "relay connection did not close", e);
            }
        }
        forward.close();
        backward.close();
        loop.forgetClosed();
        onClosed.accept(this);
    }
}
