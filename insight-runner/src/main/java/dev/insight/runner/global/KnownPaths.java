package dev.insight.runner.global;

import dev.insight.probe.PathId;
import dev.insight.runner.prometheus.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The paths that were measured within a day, so that one nobody measures any more is seen as a gap. Used by one thread. */
final class KnownPaths {
    static final int MOST = 10_000;
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final Comparator<PathId> ORDER = Comparator.comparing(PathId::source)
            .thenComparing(PathId::target)
            .thenComparing(PathId::route)
            .thenComparing(PathId::service);

    private final Map<PathId, Seen> seen = new TreeMap<>(ORDER);

    /** When a path last had values. */
    private record Seen(long nanos, long epochMicros) {}

    /** Every path as {@code answers}, which came now, have it. */
    List<CellSnapshot> take(Answers answers, long nowNanos, long nowMicros) {
        Map<PathId, Double> up = values(answers, Question.UP);
        for (PathId path : up.keySet()) {
            if (seen.size() < MOST || seen.containsKey(path)) {
                seen.put(path, new Seen(nowNanos, nowMicros));
            } else {
                answers.warn("more than " + MOST + " paths are known, the rest is left out");
            }
        }
        seen.values().removeIf(each -> nowNanos - each.nanos > DAY_NANOS);
        return cells(answers, up);
    }

    private List<CellSnapshot> cells(Answers answers, Map<PathId, Double> up) {
        Map<PathId, Double> last = values(answers, Question.LATENCY);
        Map<PathId, Double> p50 = values(answers, Question.NATIVE_P50);
        Map<PathId, Double> p99 = values(answers, Question.NATIVE_P99);
        p50.putAll(values(answers, Question.P50));
        p99.putAll(values(answers, Question.P99));
        Map<PathId, Double> rate = values(answers, Question.RATE);
        Map<PathId, Double> okRate = values(answers, Question.OK_RATE);
        boolean isLossKnown = answers.has(Question.OK_RATE);
        List<CellSnapshot> cells = new ArrayList<>(seen.size());
        seen.forEach((path, when) -> {
            Double isUp = up.get(path);
            double all = rate.getOrDefault(path, Double.NaN);
            CellValues values = isUp == null
                    ? null
                    : new CellValues(
                            isUp >= 1,
                            last.getOrDefault(path, Double.NaN),
                            p50.getOrDefault(path, Double.NaN) * 1e3,
                            p99.getOrDefault(path, Double.NaN) * 1e3,
                            isLossKnown ? loss(okRate.getOrDefault(path, 0.0), all) : Double.NaN,
                            all);
            cells.add(new CellSnapshot(path, values, when.epochMicros));
        });
        return cells;
    }

    /** The share that is not OK; NaN when {@code all} is, or nothing was sent. */
    private static double loss(double ok, double all) {
        return all > 0 ? Math.max(0, Math.min(1, 1 - ok / all)) : Double.NaN;
    }

    /** What answers {@code question}, by path; of several the worst. */
    private static Map<PathId, Double> values(Answers answers, Question question) {
        Map<PathId, Double> values = new HashMap<>();
        int nobodys = 0;
        for (Sample sample : answers.samples(question)) {
            PathId path = Labels.path(sample);
            if (path == null) {
                nobodys++;
            } else if (Double.isFinite(sample.value())) {
                values.merge(path, sample.value(), question == Question.UP ? Math::min : Math::max);
            }
        }
        if (nobodys > 0 && question == Question.UP) {
            answers.warn(
                    nobodys + " series of cross_region_up say no source, target, route or service, and are left out");
        }
        return values;
    }
}
