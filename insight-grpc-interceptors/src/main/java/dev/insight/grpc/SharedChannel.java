package dev.insight.grpc;

import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.Tls;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The channel that all sessions of one {@link ChannelKey} use, made anew when its TLS files change: the next probe then
 * shows whether the new files work, which connections made with the old ones would hide. Thread-safe.
 */
final class SharedChannel implements Pace {
    /** TLS files are looked at no more often. */
    private static final long RELOAD_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Long enough for TCP, TLS and HTTP/2 across the world, even where the probes' timeout is shorter. */
    private static final long LEAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final ChannelKey key;
    private final ProbeChannels channels;
    private final OffloadLanes offload;
    private final ConnectStages stages = new ConnectStages();
    private final AtomicLong nextReload;
    private final List<Probe> probes = new ArrayList<>();
    private final List<ManagedChannel> retired = new ArrayList<>();
    private volatile long attemptGapNanos;
    private volatile long patienceNanos;
    private volatile @Nullable ManagedChannel channel;
    private volatile Outcome unusable = Outcome.ok();
    private String loadedState = "";
    private boolean closed;

    SharedChannel(ChannelKey key, ProbeChannels channels, OffloadLanes offload, long nowNanos) {
        this.key = key;
        this.channels = channels;
        this.offload = offload;
        nextReload = new AtomicLong(nowNanos + RELOAD_NANOS);
        load();
    }

    ChannelKey key() {
        return key;
    }

    /** The channel to call on, or null while there is none: {@link #unusable} says why. */
    @Nullable
    Channel channel() {
        return channel;
    }

    /** The outcome of every probe as long as there is no channel. */
    Outcome unusable() {
        return unusable;
    }

    /** How far connections are that are being made. */
    ConnectStages stages() {
        return stages;
    }

    @Override
    public long attemptGapNanos() {
        return attemptGapNanos;
    }

    @Override
    public long patienceNanos() {
        return patienceNanos;
    }

    synchronized void join(Probe probe) {
        probes.add(probe);
        pace();
    }

    /** Returns whether {@code probe} was the last. */
    synchronized boolean leave(Probe probe) {
        probes.remove(probe);
        pace();
        return probes.isEmpty();
    }

    private void pace() {
        attemptGapNanos = probes.stream()
                        .mapToLong(probe -> probe.interval().toNanos())
                        .min()
                        .orElse(0)
                / 2;
        patienceNanos = Math.max(
                LEAST_PATIENCE_NANOS,
                // Somewhat less than the timeout, so that the very next probe after one that ran out of time begins
                // anew.
                probes.stream()
                        .mapToLong(probe -> probe.timeout().toNanos() / 10 * 9)
                        .max()
                        .orElse(0));
    }

    /** Called with each probe: has the TLS files looked at, elsewhere, when it is time to. */
    void freshen(long nowNanos) {
        long due = nextReload.get();
        if (key.tls() != null && nowNanos - due >= 0 && nextReload.compareAndSet(due, nowNanos + RELOAD_NANOS)) {
            offload.lane("tls " + key.address()).execute(this::load);
        }
    }

    private synchronized void load() {
        // A call may have taken the old channel just before it was replaced; by now it is long started.
        retired.forEach(ManagedChannel::shutdown);
        retired.removeIf(ManagedChannel::isTerminated);
        Tls tls = key.tls();
        String state = tls == null ? "" : TlsFiles.state(tls);
        if (closed || (channel != null && state.equals(loadedState))) {
            return;
        }
        try {
            ManagedChannel old = channel;
            channel = channels.build(key, stages);
            if (old != null) {
                retired.add(old);
            }
        } catch (SSLException e) {
            fail(state, Outcome.failed("UNAVAILABLE", Phase.TLS, e.getMessage()));
        } catch (RuntimeException e) {
            fail(
                    state,
                    Outcome.failed("INVALID_ARGUMENT", Phase.DNS, "address " + key.address() + ": " + e.getMessage()));
        }
        loadedState = state;
    }

    private void fail(String state, Outcome outcome) {
        if (channel == null) {
            unusable = outcome;
        }
        if (!state.equals(loadedState)) {
            GrpcProbeTransport.LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}{1}",
                    outcome.message(),
                    channel == null ? "" : "; the old stay in use");
        }
    }

    /** Begins to close; the channels returned may still have to terminate. */
    synchronized List<ManagedChannel> close() {
        closed = true;
        List<ManagedChannel> all = new ArrayList<>(retired);
        ManagedChannel current = channel;
        if (current != null) {
            all.add(current);
        }
        retired.clear();
        return all;
    }

    /** Channels of this that are not terminated. */
    synchronized int open() {
        retired.removeIf(ManagedChannel::isTerminated);
        return retired.size() + (channel == null ? 0 : 1);
    }
}
