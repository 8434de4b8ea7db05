package dev.insight.hop;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Reads hostile trailers and asks as servers and probes do, as bytes; checks what is read, and measures what it costs.
 * Goes on after failures and counts them.
 */
final class TrailerFuzz {
    private static final long SEED = 20_261_123;
    /** What a hop adds to trailers that came from upstream, whatever they hold. */
    private static final HopStamp OWN =
            HopStamp.builder("gateway").node("gateway-1").totalNanos(48_000).build();

    private static final long SUSPECT_NANOS = 100_000;

    private final Histogram nanosPerInput = new Histogram(3);
    private long stamps;
    private long asks;
    private long unparsable;
    private long oversize;
    private long nanosInAll;
    private long maxNanosWithPauses;
    private long retainedBytes;

    private long exceptions;
    private long misreadings;
    private @Nullable String firstFailure;

    private TrailerFuzz() {}

    /** Reads {@code inputs} trailers. */
    static TrailerFuzz run(long inputs) {
        TrailerFuzz fuzz = new TrailerFuzz();
        HostileTrailers trailers = new HostileTrailers(SEED);
        long warmUp = inputs / 10;
        for (long i = 0; i < warmUp; i++) {
            HopTrailer.parseBytes(trailers.next());
        }
        long heapBefore = usedHeap();
        for (long i = 0; i < inputs; i++) {
            fuzz.read(trailers.next());
            fuzz.readAsk(trailers.ask());
        }
        fuzz.retainedBytes = usedHeap() - heapBefore;
        return fuzz;
    }

    private void read(List<byte[]> values) {
        try {
            long start = Ticker.system().nanos();
            HopPath path = HopTrailer.parseBytes(values);
            long nanos = Ticker.system().nanos() - start;
            nanosInAll += nanos;
            maxNanosWithPauses = Math.max(maxNanosWithPauses, nanos);
            nanosPerInput.recordValue(nanos < SUSPECT_NANOS ? nanos : leastOfMore(values, nanos));
            stamps += path.stamps().size();
            unparsable += path.unparsable();
            oversize += path.oversize();
            check(path);
            checkWritten(HopTrailer.writeAfter(values, 0, OWN));
        } catch (RuntimeException e) {
            exceptions++;
            remember(values, e);
        } catch (AssertionError e) {
            misreadings++;
            remember(values, e);
        }
    }

    private void readAsk(byte[] wire) {
        try {
            HopAsk ask = HopAsk.parseBytes(wire);
            if (ask != null) {
                asks++;
                checkWritten(ask.wireBytes());
                demand(ask.equals(HopAsk.parseBytes(ask.wireBytes())), "ask written and read again");
            }
        } catch (RuntimeException e) {
            exceptions++;
            remember(List.of(wire), e);
        } catch (AssertionError e) {
            misreadings++;
            remember(List.of(wire), e);
        }
    }

    /** A reading this long is mostly a pause of the JVM or the machine; what the input itself costs shows when repeated. */
    private static long leastOfMore(List<byte[]> values, long first) {
        long least = first;
        for (int i = 0; i < 4; i++) {
            long start = Ticker.system().nanos();
            HopTrailer.parseBytes(values);
            least = Math.min(least, Ticker.system().nanos() - start);
        }
        return least;
    }

    private void remember(List<byte[]> values, Throwable failure) {
        if (firstFailure == null) {
            firstFailure = failure + " on " + Wire.text(values);
        }
    }

    private static void check(HopPath path) {
        demand(path.stamps().size() <= StampLimits.MAX_HOPS, "hops");
        for (HopStamp stamp : path.stamps()) {
            demand(HopTrailer.isHopName(stamp.name()), "name");
            demand(isText(stamp.node()) && isText(stamp.role()) && isText(stamp.region()), "text");
            demand(stamp.resolutionNanos() >= 1, "resolution");
            demand(stamp.totalNanos() >= HopStamp.ABSENT && stamp.upstreamNanos() >= HopStamp.ABSENT, "t u");
            demand(stamp.beforeUpstreamNanos() >= HopStamp.ABSENT && stamp.queueNanos() >= HopStamp.ABSENT, "b q");
            demand(stamp.preTransportNanos() >= HopStamp.ABSENT && stamp.retryNanos() >= HopStamp.ABSENT, "p r");
            demand(stamp.fanOut() >= HopStamp.ABSENT && stamp.attempts() >= HopStamp.ABSENT, "n a");
            demand(stamp.arrivalEpochMicros() >= HopStamp.ABSENT, "w");
            byte[] written = HopTrailer.writeAfter(List.of(), 0, stamp);
            demand(written != null, "fits alone");
            checkWritten(written);
            HopPath again = HopTrailer.parseBytes(List.of(Objects.requireNonNull(written)));
            demand(again.stamps().size() == 1 && again.unparsable() + again.oversize() == 0, "written and read again");
            demand(again.stamps().get(0).name().equals(stamp.name()), "name read again");
        }
    }

    private static void checkWritten(byte @Nullable [] wire) {
        for (int i = 0; wire != null && i < wire.length; i++) {
            demand(wire[i] >= 0x20 && wire[i] < 0x7f, "printable ASCII written");
        }
    }

    private static void demand(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static boolean isText(@Nullable String text) {
        return text == null || (text.length() <= StampLimits.MAX_TEXT && !text.isEmpty() && Tokens.isPrintable(text));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What went wrong first, and on which input; null if nothing did. */
    @Nullable
    String firstFailure() {
        return firstFailure;
    }

    /** The longest that one input took: of those over 100 microseconds, the least of five readings. */
    long maxNanos() {
        return nanosPerInput.getMaxValue();
    }

    /** How much more heap is in use after the run than before it, garbage collected. */
    long retainedBytes() {
        return retainedBytes;
    }

    /** The findings as a table. */
    String table() {
        StringBuilder table = new StringBuilder("| measure | value |\n|---|---:|\n");
        row(table, "inputs", nanosPerInput.getTotalCount());
        row(table, "exceptions", exceptions);
        row(table, "misreadings: a bound or the way back broken", misreadings);
        row(table, "stamps read", stamps);
        row(table, "asks read, of as many inputs", asks);
        row(table, "elements unparsable", unparsable);
        row(table, "elements oversize", oversize);
        row(table, "time reading, ms", nanosInAll / 1_000_000);
        row(table, "ns per input, median", nanosPerInput.getValueAtPercentile(50));
        row(table, "ns per input, p99.9", nanosPerInput.getValueAtPercentile(99.9));
        row(table, "ns per input, p99.9999", nanosPerInput.getValueAtPercentile(99.9999));
        row(table, "ns per input, max", maxNanos());
        row(table, "ns per input, max, first reading: pauses of JVM and machine included", maxNanosWithPauses);
        row(table, "heap retained after GC, bytes", retainedBytes);
        return table.toString();
    }

    private static void row(StringBuilder table, String measure, long value) {
        table.append("| ").append(measure).append(" | ").append(value).append(" |\n");
    }
}
