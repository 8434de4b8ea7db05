package dev.insight.examples.lab;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;

/**
 * The two threads all relays of a lab share. One reads and takes the time of arrival; it waits for sockets only. The other
 * delivers; it waits for the clock only. A single thread would have to choose between a selector, whose timeouts are whole
 * milliseconds, and a precise sleep, during which it would notice arrivals late.
 */
final class RelayLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RelayLoop.class.getName());

    private final Ticker ticker;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final DelayQueue<Delivery> deliveries = new DelayQueue<>();
    private final Thread reader = new Thread(this::read, "lab-relay-read");
    private final Thread deliverer = new Thread(this::deliver, "lab-relay-deliver");
    private volatile boolean closed;

    /** What a channel does when it is ready; called on the reading thread. */
    interface Handler {
        void ready(SelectionKey key) throws IOException;
    }

    RelayLoop(Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.selector = Selector.open();
        reader.setDaemon(true);
        deliverer.setDaemon(true);
    }

    RelayLoop start() {
        reader.start();
        deliverer.start();
        return this;
    }

    Ticker ticker() {
        return ticker;
    }

    /** Watches {@code channel}; from the reading thread, or from any through {@link #onReader}. */
    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, handler);
    }

    /** Runs {@code task} on the reading thread, soon. */
    void onReader(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs {@code task} on the delivering thread when {@code dueNanos} has come, in order of time, then of asking. */
    void deliverAt(long dueNanos, Runnable task) {
        deliveries.add(new Delivery(ticker, dueNanos, task));
    }

    /** Begins or ceases to watch for {@code operation}; from any thread. */
    void watch(SelectionKey key, int operation, boolean on) {
        try {
            int before = on ? key.interestOpsOr(operation) : key.interestOpsAnd(~operation);
            if (((before & operation) != 0) != on && Thread.currentThread() != reader) {
                selector.wakeup();
            }
        } catch (CancelledKeyException e) {
            // The connection has been closed meanwhile; there is nothing left to watch.
            LOG.log(Level.TRACE, "relay connection is gone", e);
        }
    }

    /** Lets the selector forget closed channels, which only then are closed for the kernel too. */
    void forgetClosed() {
        selector.wakeup();
    }

    /** The same at once; on the reading thread, in a task. What else is ready stays so. */
    void forgetClosedNow() throws IOException {
        selector.selectNow(key -> {});
    }

    private void read() {
        while (!closed) {
            try {
                selector.select(this::dispatch);
            } catch (IOException e) {
                throw new UncheckedIOException("the lab's selector failed", e);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    private void dispatch(SelectionKey key) {
        try {
            ((Handler) key.attachment()).ready(key);
        } catch (CancelledKeyException e) {
            LOG.log(Level.TRACE, "relay connection is gone", e);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "relay connection dropped", e);
            key.cancel();
        }
    }

    private void deliver() {
        try {
            while (!closed) {
                deliveries.take().run();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends both threads and waits for them; relays are to be closed before. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        deliverer.interrupt();
        try {
            reader.join();
            deliverer.join();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "selector did not close", e);
        }
        deliveries.clear();
    }
}
