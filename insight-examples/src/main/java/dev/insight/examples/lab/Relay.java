package dev.insight.examples.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Stands for the wire from one place to another: listens on loopback and passes what it gets on, as late as the legs say.
 * The kernel shakes hands at once on both sides, so connecting takes no time and a closed leg swallows bytes, not SYNs.
 * Thread-safe.
 */
final class Relay implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Relay.class.getName());
    private static final int SCRATCH_BYTES = 64 * 1024;

    private final RelayLoop loop;
    private final Leg ahead;
    private final Leg back;
    private final Upstream upstream;
    private final InetSocketAddress address;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();

    /** A listener, or the mere holder of the port while connections are refused. Of the reading thread. */
    private NetworkChannel port;

    /** Where a relay connects onward; asked at each new connection. */
    interface Upstream {
        /** The address; throws while there is none. */
        InetSocketAddress address() throws IOException;
    }

    private Relay(RelayLoop loop, Leg ahead, Leg back, Upstream upstream) throws IOException {
        this.loop = loop;
        this.ahead = ahead;
        this.back = back;
        this.upstream = upstream;
        ServerSocketChannel listener = ServerSocketChannel.open();
        port = listener;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = (InetSocketAddress) listener.getLocalAddress();
    }

    /**
     * A relay that listens from now on.
     *
     * @param ahead what happens to bytes on the way to {@code upstream}
     * @param back what happens to bytes on the way from there
     * @param upstream asked at each new connection
     */
    static Relay open(RelayLoop loop, Leg ahead, Leg back, Upstream upstream) throws IOException {
        Relay relay = new Relay(loop, ahead, back, upstream);
        relay.await(() -> relay.listen((ServerSocketChannel) relay.port));
        return relay;
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return address;
    }

    /** Resets all connections, and new ones too until {@link #accept}: as if no process were behind. */
    void refuse() {
        await(() -> {
            SocketChannel holder = SocketChannel.open();
            replacePort(holder);
            holder.bind(address);
        });
        reset();
    }

    /** Undoes {@link #refuse}. */
    void accept() {
        await(() -> {
            if (port instanceof SocketChannel) {
                ServerSocketChannel listener = ServerSocketChannel.open();
                replacePort(listener);
                listener.bind(address);
                listen(listener);
            }
        });
    }

    /** Resets all connections there are; both ends may connect again. */
    void reset() {
        connections.forEach(RelayedConnection::abort);
    }

    int connections() {
        return connections.size();
    }

    /** Bytes on the way now. */
    int bufferedBytes() {
        return connections.stream().mapToInt(RelayedConnection::bufferedBytes).sum();
    }

    @Override
    public void close() {
        await(() -> port.close());
        reset();
    }

    private void listen(ServerSocketChannel listener) throws IOException {
        loop.register(listener, SelectionKey.OP_ACCEPT, key -> {
            SocketChannel near = listener.accept();
            if (near != null) {
                take(near);
            }
        });
    }

    private void take(SocketChannel near) throws IOException {
        RelayedConnection connection = new RelayedConnection(loop, near, ahead, back, scratch, connections::remove);
        connections.add(connection);
        try {
            connection.connect(upstream.address());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "relay at " + address + " dropped a connection", e);
            connection.abort();
        }
    }

    private void replacePort(NetworkChannel replacement) throws IOException {
        port.close();
        loop.forgetClosedNow();
        replacement.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        port = replacement;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Runs {@code step} on the reading thread and waits for it. */
    private void await(Step step) {
        FutureTask<?> task = new FutureTask<>(() -> {
            step.run();
            return null;
        });
        loop.onReader(task);
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new UncheckedIOException("relay at " + address, new IOException(e.getCause()));
        }
    }
}
