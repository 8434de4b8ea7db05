package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends cold probes with the JDK alone, each on a thread of its own while it lasts, so that no probe's time holds
 * another's work.
 *
 * <p>Bounds keep paths apart: one probe under way per path, a share of the threads per address, one lookup per name, on
 * threads that are only for lookups. A lookup cannot be ended and may outlive its probe by far; everything else ends with
 * its deadline, because the one thread that watches deadlines closes the socket.
 */
final class ColdProbe implements ColdProber {
    static final int MAX_WORKERS = 32;
    static final int MAX_WORKERS_PER_ADDRESS = 8;
    static final int MAX_LOOKUPS = 16;

    private static final Logger LOGGER = System.getLogger(Prober.class.getName());
    private static final int IDLE_SECONDS = 10;
    private static final int CLOSE_MILLIS = 2_000;
    private static final int CLOSE_LOOKUPS_MILLIS = 200;

    private final Ticker ticker;
    private final Supplier<Socket> sockets;
    private final ColdThreads workerThreads;
    private final ColdThreads lookupThreads;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor lookupWorkers;
    private final ScheduledThreadPoolExecutor deadlines;
    private final ColdLookups lookups;
    private final Map<PathId, ColdFlight> underWay = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicBoolean toldUnsupported = new AtomicBoolean();
    private volatile boolean closed;

    ColdProbe(Ticker ticker, ThreadFactory threads, ColdLookups.Resolver resolver, Supplier<Socket> sockets) {
        this.ticker = ticker;
        this.sockets = sockets;
        AtomicInteger number = new AtomicInteger();
        workerThreads = new ColdThreads(threads, number);
        lookupThreads = new ColdThreads(threads, number);
        workers = pool(MAX_WORKERS, workerThreads);
        lookupWorkers = pool(MAX_LOOKUPS, lookupThreads);
        deadlines = new ScheduledThreadPoolExecutor(1, workerThreads);
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
        lookups = new ColdLookups(resolver, lookupWorkers, ticker);
    }

    static ColdProbe create(Ticker ticker, ThreadFactory threads) {
        return new ColdProbe(ticker, threads, InetAddress::getAllByName, Socket::new);
    }

    /** Threads come with work and leave without; where there is none left, work is refused rather than queued. */
    private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
        return new ThreadPoolExecutor(0, size, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    @Override
    public boolean supports(Probe probe) {
        if (address(probe) != null) {
            return true;
        }
        Level level = toldUnsupported.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
        LOGGER.log(
                level,
                "insight: " + probe + " gets no cold probes: they know host:port, dns:, ipv4: and ipv6:, not "
                        + probe.target().address());
        return false;
    }

    @Override
    public boolean send(Slot slot, Consumer<ProbeResult> completion) {
        ColdAddress address = address(slot.probe());
        if (closed || address == null) {
            return false;
        }
        PathId path = slot.probe().path();
        // Gives the path's place back before it tells, so that who is told can send the next.
        Consumer<ProbeResult> told = result -> {
            underWay.remove(path);
            completion.accept(result);
        };
        ColdFlight flight = new ColdFlight(slot, told, ticker);
        if (underWay.putIfAbsent(path, flight) != null) {
            return false;
        }
        String shared = slot.probe().target().address();
        if (perAddress.merge(shared, 1, Integer::sum) > MAX_WORKERS_PER_ADDRESS
                || workers.getActiveCount() >= MAX_WORKERS) {
            leave(flight);
            return false;
        }
        boolean begun = new Trip(flight, address).begin();
        if (begun && closed) {
            cancel(flight);
        }
        return begun;
    }

    /** From the request to a worker, over a lookup where there is a name. */
    private final class Trip implements ColdLookups.Waiter {
        private final ColdFlight flight;
        private final ColdAddress address;
        private final ColdAddress.Place place;
        private @Nullable Future<?> watch;

        Trip(ColdFlight flight, ColdAddress address) {
            this.flight = flight;
            this.address = address;
            place = address.places().get(0);
        }

        /** False when there is no room; true also where the deadline has told the result meanwhile. */
        synchronized boolean begin() {
            boolean begun = false;
            try {
                watch = deadlines.schedule(this::expire, flight.remainingNanos(), TimeUnit.NANOSECONDS);
                begun = place.literal() == null ? lookups.find(place.host(), this) : work(null);
            } catch (RejectedExecutionException e) {
                // Closing: no room.
            } finally {
                if (!begun) {
                    boolean untold = flight.abandon();
                    begun = !untold;
                    end();
                }
            }
            return begun;
        }

        @Override
        public void found(ColdLookups.Found found) {
            if (!work(found)) {
                flight.crowdedOut();
                end();
            }
        }

        @Override
        public void failed(Throwable why) {
            flight.fail("UNAVAILABLE", "dns: " + ColdWorker.words(why));
            end();
        }

        /** Hands the flight to a worker, unless it has ended; false if there is none. */
        private boolean work(ColdLookups.@Nullable Found found) {
            ColdWorker worker = new ColdWorker(flight, address, sockets, ticker);
            flight.handOver();
            try {
                workers.execute(() -> {
                    if (flight.take()) {
                        try {
                            worker.run(found);
                        } finally {
                            unwatch();
                            leave(flight);
                        }
                    }
                });
                return true;
            } catch (RejectedExecutionException e) {
                return false;
            }
        }

        private void expire() {
            flight.expire();
            lookups.forget(place.host(), this);
            dismiss(flight);
        }

        private void end() {
            unwatch();
            dismiss(flight);
        }

        private synchronized void unwatch() {
            if (watch != null) {
                watch.cancel(false);
            }
        }
    }

    private void cancel(ColdFlight flight) {
        flight.fail("CANCELLED", "the prober is closing");
        dismiss(flight);
    }

    /** Forgets a flight that no worker carries; one that is carried, its worker forgets. */
    private void dismiss(ColdFlight flight) {
        if (flight.take()) {
            leave(flight);
        }
    }

    private void leave(ColdFlight flight) {
        Probe probe = flight.slot().probe();
        perAddress.computeIfPresent(probe.target().address(), (key, count) -> count == 1 ? null : count - 1);
        underWay.remove(probe.path(), flight);
    }

    private static @Nullable ColdAddress address(Probe probe) {
        Target target = probe.target();
        return ColdAddress.parse(target.address(), target.tls() != null);
    }

    @Override
    public void close() {
        closed = true;
        for (ColdFlight flight : List.copyOf(underWay.values())) {
            cancel(flight);
        }
        workers.shutdownNow();
        lookupWorkers.shutdownNow();
        deadlines.shutdownNow();
        if (!workerThreads.join(CLOSE_MILLIS, ticker)) {
            LOGGER.log(Level.WARNING, "insight: cold probes did not end in time");
        }
        if (!lookupThreads.join(CLOSE_LOOKUPS_MILLIS, ticker)) {
            LOGGER.log(Level.INFO, "insight: a name lookup hangs; its thread ends when the system's resolver gives up");
        }
    }
}
