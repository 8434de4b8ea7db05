package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures paths open-loop: a probe goes out at its intended start whether or not earlier ones have been answered, and
 * a slot that cannot be sent is told as skipped. Uses two threads of its own and those of cold probes, however many
 * paths there are. Thread-safe.
 */
public final class Prober implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Prober.class.getName());
    private static final int JOIN_MILLIS = 2_000;

    private final Outbox outbox;
    private final StallDetector stalls;
    private final ProbeTransport transport;
    private final @Nullable ColdProber cold;
    private final ThreadFactory threads;
    private final ProbeLoop loop;
    private final long originNanos;
    private final Map<PathId, ProbedPath> paths = new ConcurrentHashMap<>();
    private @Nullable Thread thread;
    private boolean closed;

    Prober(
            Outbox outbox,
            StallDetector stalls,
            ProbeTransport transport,
            @Nullable ColdProber cold,
            ThreadFactory threads) {
        this.outbox = outbox;
        this.stalls = stalls;
        this.transport = transport;
        this.cold = cold;
        this.threads = threads;
        loop = new ProbeLoop(outbox.ticker());
        originNanos = outbox.ticker().nanos();
    }

    /**
     * A prober that sends by {@code transport}, which it does not close. {@code results} and {@code skips} are told of
     * every slot, on any thread; they must neither wait nor throw.
     */
    public static Prober create(
            ProbeTransport transport,
            Consumer<ProbeResult> results,
            BiConsumer<Slot, SkipReason> skips,
            Ticker ticker,
            ThreadFactory threads) {
        Objects.requireNonNull(transport, "transport == null");
        StallDetector stalls = new StallDetector(ticker);
        ColdProber cold = ColdProbe.create(ticker, threads);
        return new Prober(new Outbox(ticker, stalls, results, skips), stalls, transport, cold, threads);
    }

    /**
     * Begins to send what is due; a second call does nothing.
     *
     * @throws IllegalStateException if closed
     */
    public synchronized void start() {
        requireOpen();
        if (thread == null) {
            stalls.start(threads);
            thread = daemon(threads, "insight-prober", loop);
            thread.start();
        }
    }

    /**
     * Measures {@code probe} from now on; after {@link #close} it does nothing.
     *
     * @throws IllegalArgumentException if its path is measured already
     */
    public void add(Probe probe) {
        // Opened outside of any lock: a transport that takes its time holds up nobody else.
        ProbedPath path = new ProbedPath(probe, open(probe), cold, outbox, loop, originNanos);
        ProbedPath present = path;
        synchronized (this) {
            if (!closed) {
                present = paths.putIfAbsent(probe.path(), path);
            }
        }
        if (present == null) {
            loop.submit(path::begin);
            return;
        }
        path.remove();
        if (present != path) {
            throw new IllegalArgumentException("path is measured already: " + probe.path());
        }
    }

    /** Measures {@code probe} no more. Nothing is told of its probes under way. */
    public void remove(Probe probe) {
        ProbedPath path = paths.get(probe.path());
        if (path != null && path.probe().equals(probe) && paths.remove(probe.path(), path)) {
            path.remove();
            loop.submit(path::end);
        }
    }

    /**
     * One cold probe of {@code probe}, where its address allows, and one warm, in this order, now and told to nobody
     * else. Waits for each at most its timeout and a moment.
     *
     * @throws IllegalStateException if closed
     */
    public List<ProbeResult> once(Probe probe) {
        synchronized (this) {
            requireOpen();
            stalls.start(threads);
        }
        OneShot shot = new OneShot(probe, outbox);
        List<ProbeResult> results = new ArrayList<>(2);
        if (cold != null && cold.supports(probe)) {
            results.add(shot.send(ProbeKind.COLD, cold::send));
        }
        ProbeTransport.Session session = open(probe);
        try {
            results.add(shot.send(ProbeKind.WARM, (slot, completion) -> {
                session.send(slot, completion);
                return true;
            }));
        } finally {
            close(session);
        }
        return results;
    }

    /** Paths measured now. */
    public int paths() {
        return paths.size();
    }

    /** Probes sent and not yet answered. */
    public int outstanding() {
        return outbox.outstanding();
    }

    /** Stops sending, drops what is under way, closes sessions and waits, within a bound, for its threads. */
    @Override
    public void close() {
        Thread scheduler;
        synchronized (this) {
            closed = true;
            scheduler = thread;
        }
        loop.stop();
        if (scheduler != null) {
            join(scheduler, JOIN_MILLIS);
        }
        for (ProbedPath path : List.copyOf(paths.values())) {
            remove(path.probe());
        }
        if (scheduler == null || !scheduler.isAlive()) {
            // Nobody else runs them now; they end what is under way.
            loop.step();
        }
        if (cold != null) {
            cold.close();
        }
        stalls.close();
    }

    /** The scheduler, for tests to drive without its thread. */
    ProbeLoop loop() {
        return loop;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    private ProbeTransport.Session open(Probe probe) {
        try {
            return Objects.requireNonNull(transport.open(probe), "the transport opened null");
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, "insight: cannot open a session for " + probe, e);
            return new BrokenSession("cannot open a session: " + e);
        }
    }

    static void close(ProbeTransport.Session session) {
        try {
            session.close();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, "insight: closing a session failed", e);
        }
    }

    /** A named daemon of {@code threads}, not started. */
    static Thread daemon(ThreadFactory threads, String name, Runnable body) {
        Thread created = threads.newThread(body);
        created.setName(name);
        created.setDaemon(true);
        return created;
    }

    /** Waits for {@code thread} to end, unless it is the caller's own; on interruption leaves it to end by itself. */
    static void join(Thread thread, int millis) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOGGER.log(Level.WARNING, "insight: " + thread.getName() + " did not end in time");
        }
    }
}
