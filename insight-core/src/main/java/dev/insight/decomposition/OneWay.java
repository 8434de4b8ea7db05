package dev.insight.decomposition;

import dev.insight.hop.HopStamp;
import dev.insight.probe.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how a path's links divide into the way there and the way back, from the hops' wall clocks. An estimate with
 * a bound, never a part of the sum: hosts' clocks differ, and all that a call tells of the difference is that both ways
 * took some time. Not safe for use by many threads.
 *
 * <p>A link that took L in all gives the offset between its ends' clocks to within L/2, and clocks drift apart, so the
 * best witness at any moment is the call with the smallest L/2 + drift since. One that contradicts a newer call shows
 * that a clock was set, and is dropped.
 */
final class OneWay {
    /** Pairs of instances whose clocks are remembered: the nodes' names come from the wire. */
    private static final int MAX_CLOCKS = 256;

    /** What lies further apart than a year is no measurement. */
    private static final long MAX_MICROS = Duration.ofDays(366).toNanos() / 1_000;

    /** So far beyond any clock that sums of two such times cannot overflow. */
    private static final long MAX_EPOCH_MICROS = 1L << 60;

    private final Map<Clocks, Witness> witnesses = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Clocks, Witness> eldest) {
            return size() > MAX_CLOCKS;
        }
    };

    /** Creates an estimator for the links of one path. */
    public static OneWay create() {
        return new OneWay();
    }

    private OneWay() {}

    /**
     * How one link's time divides.
     *
     * @param link as {@link Term#name()} has it
     * @param forwardNanos from the end nearer to the caller to the other
     * @param backwardNanos the rest of the link
     * @param boundNanos how far both may be off, in opposite directions
     * @param clockStepped whether the clocks' difference has changed by more than the bounds allow since the last call
     */
    public record Share(String link, long forwardNanos, long backwardNanos, long boundNanos, boolean clockStepped) {}

    private record Clocks(
            String link,
            @Nullable String outerNode,
            @Nullable String innerNode) {}

    private record Witness(long offsetNanos, long boundNanos, long seenNanos) {
        long boundNanos(long nowNanos) {
            return boundNanos + Math.max(0, nowNanos - seenNanos) / StampChecks.DRIFT;
        }
    }

    /** The side of a link that sends: when, by its wall clock, and how long until it had the answer. */
    private record Sender(String name, @Nullable String node, long sentMicros, long waitedNanos, long resolution) {}

    /**
     * Divides the links of one call whose both ends told enough: {@code w} and {@code t} behind, {@code w}, {@code b} and
     * {@code u} before. Other links, and all of a call that is no measurement, are left out.
     *
     * @param caller the caller's name in the first link
     * @param expected the route's hops as {@link Decomposer#decompose} takes them
     */
    public List<Share> add(String caller, ProbeResult result, List<String> expected) {
        List<Share> shares = new ArrayList<>();
        if (!result.isMeasurement()) {
            return shares;
        }
        RouteMatch match = new RouteMatch(result.path().stamps(), expected);
        Sender sender = result.sentEpochMicros() < 0
                ? null
                : new Sender(caller, null, result.sentEpochMicros(), result.latencyNanos(), 1);
        for (int i = 0; i < match.hops(); i++) {
            HopStamp stamp = match.stamp(i);
            if (stamp == null) {
                continue;
            }
            if ((match.strayFlaws(i) & Flaws.of(Flaw.DUPLICATE)) != 0) {
                sender = null;
                continue;
            }
            String hop = match.hop(i);
            if (sender != null && canReceive(stamp)) {
                Share share = divide(sender, hop, stamp, result.endNanos());
                if (share != null) {
                    shares.add(share);
                }
            }
            sender = canSend(stamp) ? sender(hop, stamp) : null;
        }
        return shares;
    }

    private static boolean canReceive(HopStamp stamp) {
        return isExact(stamp) && stamp.totalNanos() >= 0;
    }

    private static boolean canSend(HopStamp stamp) {
        return isExact(stamp) && stamp.fanOut() <= 1 && stamp.beforeUpstreamNanos() >= 0 && stamp.upstreamNanos() >= 0;
    }

    private static boolean isExact(HopStamp stamp) {
        long arrival = stamp.arrivalEpochMicros();
        boolean isTime = arrival >= 0 && arrival < MAX_EPOCH_MICROS;
        return isTime && StampChecks.ofStamp(stamp) == Flaws.NONE && !StampChecks.isClamped(stamp);
    }

    private static Sender sender(String hop, HopStamp stamp) {
        return new Sender(
                hop,
                stamp.node(),
                stamp.arrivalEpochMicros() + stamp.beforeUpstreamNanos() / 1_000,
                stamp.upstreamNanos(),
                stamp.resolutionNanos());
    }

    private @Nullable Share divide(Sender sender, String hop, HopStamp stamp, long nowNanos) {
        long link = sender.waitedNanos - stamp.totalNanos();
        long apartMicros = stamp.arrivalEpochMicros() - sender.sentMicros;
        if (link < 0 || link / 1_000 > MAX_MICROS || apartMicros > MAX_MICROS || apartMicros < -MAX_MICROS) {
            return null;
        }
        long apart = apartMicros * 1_000;
        // ((w - T1) + (w + t - T4)) / 2, where T4 - T1 is the time the sender waited.
        long offset = apart - link / 2;
        // Wall clocks are told in microseconds: one is lost at each end.
        long bound = link / 2 + 2_000 + Math.max(sender.resolution, stamp.resolutionNanos());
        Witness now = new Witness(offset, bound, nowNanos);
        Clocks clocks = new Clocks(sender.name + ">" + hop, sender.node, stamp.node());
        Witness before = witnesses.get(clocks);
        boolean stepped = before != null && Math.abs(offset - before.offsetNanos) > bound + before.boundNanos(nowNanos);
        Witness best = before == null || stepped || bound <= before.boundNanos(nowNanos) ? now : before;
        witnesses.put(clocks, best);
        long forward = apart - best.offsetNanos;
        return new Share(clocks.link, forward, link - forward, best.boundNanos(nowNanos), stepped);
    }
}
