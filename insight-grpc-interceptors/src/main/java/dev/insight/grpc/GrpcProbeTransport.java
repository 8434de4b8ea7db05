package dev.insight.grpc;

import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeTransport;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends probes over gRPC on channels that its sessions share. */
final class GrpcProbeTransport implements ProbeTransport {
    static final System.Logger LOG = System.getLogger(GrpcProbeTransport.class.getName());

    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Ticker ticker;
    private final ProbeTracing tracing;
    private final NetThreads threads = new NetThreads();
    private final ProbeChannels builder = new ProbeChannels(threads);
    private final Map<ChannelKey, SharedChannel> channels = new HashMap<>();
    private final Set<ProbeSession> sessions = new HashSet<>();
    private final List<ManagedChannel> closing = new ArrayList<>();
    private boolean closed;

    private GrpcProbeTransport(Ticker ticker, ProbeTracing tracing) {
        this.ticker = ticker;
        this.tracing = tracing;
    }

    static ProbeTransport create(Ticker ticker, ProbeTracing tracing) {
        return new GrpcProbeTransport(ticker, tracing);
    }

    @Override
    public synchronized Session open(Probe probe) {
        if (closed) {
            throw new IllegalStateException("transport is closed");
        }
        SharedChannel channel = channels.computeIfAbsent(
                ChannelKey.of(probe.target()),
                key -> new SharedChannel(key, builder, threads.offload(), ticker.nanos()));
        channel.join(probe);
        ProbeSession session = new ProbeSession(this, probe, channel, ticker, tracing);
        sessions.add(session);
        return session;
    }

    /** Lets go of {@code session}'s share of its channel; the last one closes it, without waiting for that. */
    void release(ProbeSession session) {
        List<ManagedChannel> unused = List.of();
        synchronized (this) {
            SharedChannel channel = session.channel();
            if (sessions.remove(session) && channel.leave(session.probe())) {
                channels.remove(channel.key(), channel);
                unused = channel.close();
                closing.addAll(unused);
            }
        }
        unused.forEach(ManagedChannel::shutdownNow);
    }

    @Override
    public synchronized int channels() {
        closing.removeIf(ManagedChannel::isTerminated);
        return closing.size()
                + channels.values().stream().mapToInt(SharedChannel::open).sum();
    }

    @Override
    public void close() {
        List<ProbeSession> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(sessions);
        }
        open.forEach(ProbeSession::close);
        awaitChannels();
        builder.close();
        threads.close();
    }

    private void awaitChannels() {
        List<ManagedChannel> last;
        synchronized (this) {
            last = List.copyOf(closing);
        }
        long until = ticker.nanos() + CLOSE_NANOS;
        try {
            for (ManagedChannel channel : last) {
                if (!channel.awaitTermination(Math.max(0, until - ticker.nanos()), TimeUnit.NANOSECONDS)) {
                    LOG.log(System.Logger.Level.INFO, "A channel did not close within 5 s: {0}", channel.authority());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
