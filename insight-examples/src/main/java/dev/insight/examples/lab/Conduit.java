package dev.insight.examples.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One direction of one relayed connection: a bounded queue of bytes with the times at which they are due. Bytes, the end of
 * the stream and a broken connection all travel in order and take the leg's time.
 */
final class Conduit {
    /** Bytes on the way at which reading pauses, so that the sender feels it. */
    static final int LIMIT_BYTES = 1 << 20;
    /** Jitter is queues on the way, and what comes at the same time comes into the same ones. */
    private static final long SAME_QUEUE_NANOS = 5_000_000;

    private final RelayLoop loop;
    private final Leg leg;
    private final RelayedConnection connection;
    private final SocketChannel source;
    private final SocketChannel sink;
    private final AtomicInteger buffered = new AtomicInteger();
    private volatile boolean paused;

    // Of the reading thread.
    private double luck;
    private long luckAtNanos;
    private long lastDueNanos;
    private long wireFreeNanos;
    private boolean timed;

    // Under this object's lock.
    private final Queue<Arrived> arrived = new ArrayDeque<>();
    private boolean ended;
    private boolean broken;
    private boolean finished;
    private int underway;

    /** Bytes, and when they came. */
    private record Arrived(ByteBuffer bytes, long atNanos) {}

    Conduit(RelayLoop loop, Leg leg, RelayedConnection connection, SocketChannel source, SocketChannel sink) {
        this.loop = loop;
        this.leg = leg;
        this.connection = connection;
        this.source = source;
        this.sink = sink;
        leg.add(this);
    }

    /** Takes what the source has; on the reading thread. */
    void read(SelectionKey sourceKey, ByteBuffer scratch) {
        int count;
        scratch.clear();
        try {
            count = source.read(scratch);
        } catch (IOException e) {
            count = -2;
        }
        long now = loop.ticker().nanos();
        if (count < 0) {
            loop.watch(sourceKey, SelectionKey.OP_READ, false);
            boolean isEnd = count == -1;
            deliver(now, dueNanos(now, 1), () -> end(isEnd));
        } else if (count > 0) {
            ByteBuffer bytes = ByteBuffer.allocate(count).put(scratch.flip()).flip();
            if (buffered.addAndGet(count) >= LIMIT_BYTES) {
                paused = true;
                loop.watch(sourceKey, SelectionKey.OP_READ, false);
                resumeIfDrained();
            }
            deliver(now, dueNanos(now, count), () -> {
                arrived.add(new Arrived(bytes, now));
                flush();
            });
        }
    }

    /** Breaks the connection off at the sink, as a reset at the source would; on the reading thread. */
    void breakOff() {
        long now = loop.ticker().nanos();
        deliver(now, dueNanos(now, 1), () -> end(false));
    }

    /** Has {@code step} done when it is due: at once on a wire without delay, since to wake another thread costs time. */
    private void deliver(long nowNanos, long dueNanos, Runnable step) {
        synchronized (this) {
            if (underway == 0 && dueNanos - nowNanos <= 0) {
                step.run();
                return;
            }
            underway++;
        }
        loop.deliverAt(dueNanos, () -> {
            synchronized (this) {
                underway--;
                step.run();
            }
        });
    }

    /** The sink takes bytes, again or at last. */
    void sinkReady() {
        loop.deliverAt(loop.ticker().nanos(), this::flush);
    }

    /** The leg lets bytes through again. What was held is sent again, so it takes the leg's time once more. */
    void reopened() {
        loop.deliverAt(loop.ticker().nanos() + leg.weather().delayNanos(), this::flush);
    }

    void close() {
        leg.remove(this);
    }

    int bufferedBytes() {
        return buffered.get();
    }

    private void end(boolean inOrder) {
        ended |= inOrder;
        broken |= !inOrder;
        flush();
    }

    private synchronized void flush() {
        if (!leg.weather().open()) {
            return;
        }
        if (broken) {
            connection.abort();
            return;
        }
        if (!sink.isConnected() || finished) {
            return;
        }
        try {
            for (Arrived next = arrived.peek(); next != null; next = arrived.peek()) {
                buffered.addAndGet(-sink.write(next.bytes));
                resumeIfDrained();
                if (next.bytes.hasRemaining()) {
                    connection.awaitWritable(this);
                    return;
                }
                arrived.remove();
                long now = loop.ticker().nanos();
                leg.passages().add(now, now - next.atNanos);
            }
            if (ended) {
                finished = true;
                sink.shutdownOutput();
                connection.finished();
            }
        } catch (IOException e) {
            connection.abort();
        }
    }

    private void resumeIfDrained() {
        if (paused && buffered.get() < LIMIT_BYTES / 2) {
            paused = false;
            connection.readAgain(this);
        }
    }

    /** When {@code bytes} that came at {@code nowNanos} get to the other end; never before what came earlier. */
    private long dueNanos(long nowNanos, int bytes) {
        Weather weather = leg.weather();
        long sent = nowNanos;
        if (weather.bytesPerSecond() > 0) {
            long start = timed ? Math.max(nowNanos, wireFreeNanos) : nowNanos;
            sent = start + bytes * 1_000_000_000L / weather.bytesPerSecond();
            wireFreeNanos = sent;
        }
        long due = sent
                + weather.passageNanos(
                        bytes, luck(nowNanos), () -> ThreadLocalRandom.current().nextDouble());
        lastDueNanos = timed ? Math.max(lastDueNanos, due) : due;
        timed = true;
        return lastDueNanos;
    }

    private double luck(long nowNanos) {
        if (!timed || nowNanos - luckAtNanos >= SAME_QUEUE_NANOS) {
            luck = ThreadLocalRandom.current().nextDouble();
            luckAtNanos = nowNanos;
        }
        return luck;
    }
}
