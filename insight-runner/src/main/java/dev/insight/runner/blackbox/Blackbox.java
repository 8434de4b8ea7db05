package dev.insight.runner.blackbox;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Probes when asked. Each probe has a thread and a connection of its own while it lasts, and leaves neither: the one thread that
 * watches deadlines closes the connection. Its threads are daemons named {@code insight-blackbox-…}. Thread-safe.
 */
public final class Blackbox implements AutoCloseable {
    /** How many probes run at once. */
    public static final int MAX_PROBES = 256;

    private static final Logger LOG = System.getLogger(Blackbox.class.getName());

    private final Ticker ticker;
    private final NameLookups lookups;
    private final ThreadPoolExecutor probers;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();
    private final LongAdder refused = new LongAdder();
    private final AtomicBoolean hasThrown = new AtomicBoolean();
    private volatile boolean closed;

    Blackbox(Ticker ticker, int maxProbes, NameLookups.Resolver resolver) {
        this.ticker = ticker;
        lookups = new NameLookups(resolver, Pools.named("insight-blackbox-lookup-"));
        probers = Pools.onDemand(maxProbes, Pools.named("insight-blackbox-"));
        deadlines = new ScheduledThreadPoolExecutor(1, Pools.named("insight-blackbox-deadline-"));
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setKeepAliveTime(10, TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
    }

    /** One that has no threads until it is asked for something. */
    public static Blackbox create(Ticker ticker) {
        return new Blackbox(ticker, MAX_PROBES, InetAddress::getAllByName);
    }

    /**
     * Probes, and tells {@code told} on a thread of its own, within the request's timeout. False if there are as many under way
     * as may be, or this is closed; then nothing is told.
     */
    public boolean probe(ProbeRequest request, Consumer<ProbeAnswer> told) {
        try {
            probers.execute(() -> told.accept(answer(request)));
            return true;
        } catch (RejectedExecutionException e) {
            refused.increment();
            return false;
        }
    }

    /** How many probes were refused so far. */
    public double refused() {
        return refused.sum();
    }

    /** Whatever happens: somebody waits for it. */
    private ProbeAnswer answer(ProbeRequest request) {
        long startNanos = ticker.nanos();
        try {
            return run(request, startNanos);
        } catch (Throwable e) {
            caught(e);
            ProbeMetrics metrics = new ProbeMetrics();
            metrics.set(ProbeMetric.SUCCESS, 0);
            metrics.set(ProbeMetric.DURATION, (ticker.nanos() - startNanos) / 1e9);
            return new ProbeAnswer(false, metrics.snapshots(), "the prober threw " + e + "\n");
        }
    }

    private void caught(Throwable e) {
        Level level = hasThrown.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
        LOG.log(level, "insight: a probe of /probe threw; the next ones are logged at DEBUG", e);
    }

    private ProbeAnswer run(ProbeRequest request, long startNanos) {
        ProbeLog log = new ProbeLog(ticker);
        ProbeMetrics metrics = new ProbeMetrics();
        log.say("begins, by " + request.module().prober() + ", and ends within "
                + request.timeout().toMillis() + " ms");
        boolean success = false;
        try (Deadline deadline = new Deadline(request.timeout().toNanos(), ticker, deadlines)) {
            underWay.add(deadline);
            if (closed) {
                deadline.pass(); // too late to be told with the others
            }
            try {
                ProbeRun run = new ProbeRun(request.target(), log, metrics, deadline, lookups, ticker);
                success = probe(request, run);
            } finally {
                underWay.remove(deadline);
            }
        } catch (RejectedExecutionException e) {
            log.say("the runner is closing");
        }
        log.say(success ? "succeeded" : "failed");
        metrics.set(ProbeMetric.SUCCESS, success ? 1 : 0);
        metrics.set(ProbeMetric.DURATION, (ticker.nanos() - startNanos) / 1e9);
        return new ProbeAnswer(success, metrics.snapshots(), log.toString());
    }

    private boolean probe(ProbeRequest request, ProbeRun run) {
        try {
            if (request.module() instanceof ProbeModule.Tcp tcp) {
                TcpProbe.probe(run, tcp, request.hostname());
            } else if (request.module() instanceof ProbeModule.Grpc grpc) {
                GrpcProbe.probe(run, grpc);
            }
            return true;
        } catch (ProbeFailure e) {
            run.log().say(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            run.log().say(Dial.words(e, run));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.log().say("the runner is closing");
        } catch (Throwable e) {
            caught(e);
            run.log().say("the prober threw " + e);
        }
        return false;
    }

    /** Probes no more; those under way end as failures, but for lookups, which end when the resolver gives up. */
    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow(); // from now on no deadline is made
        probers.shutdownNow();
        underWay.forEach(Deadline::pass);
        lookups.close();
    }
}
