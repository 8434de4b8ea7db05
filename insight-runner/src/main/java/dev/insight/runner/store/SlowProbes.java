package dev.insight.runner.store;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The slowest probes of one path in the last hour, up to ten minutes more kept: the slowest of each ten minutes. Some ten
 * kilobytes where all of it is full. Not thread-safe.
 */
final class SlowProbes {
    private static final int MOST = 10;
    private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final long PIECE_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int PIECES = (int) (HOUR_MICROS / PIECE_MICROS) + 1;

    private final @Nullable Piece[] pieces = new @Nullable Piece[PIECES];
    /** Those of the latest that was kept: most have the same, and share it. */
    private List<String> names = List.of();

    private long latestMicros;

    /** One of ten minutes. */
    private static final class Piece {
        private final long number;
        private final List<Slow> slowest = new ArrayList<>(MOST);

        Piece(long number) {
            this.number = number;
        }
    }

    /** A probe, in little memory: a path keeps up to seventy. */
    private static final class Slow {
        private final long micros;
        private final long nanos;
        private final @Nullable String traceId;
        private final List<String> names;
        private final float[] parts;

        Slow(ProbeReport report, List<String> names) {
            micros = report.result().slot().intendedEpochMicros();
            nanos = report.result().latencyNanos();
            traceId = report.result().traceId();
            this.names = names;
            List<Term> terms = report.decomposition().terms();
            parts = new float[terms.size()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = terms.get(i).nanos();
            }
        }

        long nanos() {
            return nanos;
        }

        SlowProbe snapshot() {
            List<SlowProbe.Part> terms = new ArrayList<>(parts.length);
            for (int i = 0; i < parts.length; i++) {
                terms.add(new SlowProbe.Part(names.get(i), (long) parts[i]));
            }
            return new SlowProbe(micros, nanos, traceId, terms);
        }
    }

    /** {@code report} is of a warm probe that is a measurement. */
    void add(ProbeReport report) {
        long micros = report.result().slot().intendedEpochMicros();
        latestMicros = micros; // which is less than before where the clock was set back
        long number = micros / PIECE_MICROS;
        int at = (int) (number % PIECES);
        Piece piece = pieces[at];
        if (piece == null || piece.number != number) {
            piece = new Piece(number); // the other is of an hour ago, or of a clock that was an hour ahead
            pieces[at] = piece;
        }
        List<Slow> slowest = piece.slowest;
        long nanos = report.result().latencyNanos();
        if (slowest.size() < MOST) {
            slowest.add(slow(report));
        } else if (slowest.get(MOST - 1).nanos < nanos) {
            slowest.set(MOST - 1, slow(report));
        } else {
            return;
        }
        slowest.sort(Comparator.comparingLong(Slow::nanos).reversed());
    }

    private Slow slow(ProbeReport report) {
        List<String> newNames =
                report.decomposition().terms().stream().map(Term::name).toList();
        if (!newNames.equals(names)) {
            names = newNames;
        }
        return new Slow(report, names);
    }

    /** The ten slowest of the hour before the latest probe, the slowest first. */
    List<SlowProbe> snapshots() {
        List<Slow> all = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece != null) {
                all.addAll(piece.slowest);
            }
        }
        return all.stream()
                .filter(slow -> slow.micros > latestMicros - HOUR_MICROS && slow.micros < latestMicros + PIECE_MICROS)
                .sorted(Comparator.comparingLong(Slow::nanos).reversed())
                .limit(MOST)
                .map(Slow::snapshot)
                .toList();
    }
}
