package dev.insight.runner.global;

import dev.insight.decomposition.Term;
import dev.insight.runner.history.HistoryWindow;
import dev.insight.runner.prometheus.Point;
import dev.insight.runner.prometheus.RangeVector;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts answers of range queries together, step by step. */
final class PastRows {
    private static final double NANOS = 1e9;

    private final long fromMillis;
    private final long stepMillis;
    private final int count;

    PastRows(long fromMillis, long toMillis, long stepMillis) {
        this.fromMillis = fromMillis;
        this.stepMillis = stepMillis;
        count = (int) ((toMillis - fromMillis) / stepMillis);
    }

    /** The steps, from the first in which a probe was counted. */
    HistoryWindow of(Map<PastQuestion, RangeVector> answers) {
        double[] probes = values(answers.get(PastQuestion.PROBES));
        double[] failures = values(answers.get(PastQuestion.FAILURES));
        double[] p50 = values(answers.get(PastQuestion.P50));
        double[] p99 = values(answers.get(PastQuestion.P99));
        Map<String, double[]> self = valuesBy("hop", answers.get(PastQuestion.SELF));
        Map<String, double[]> links = valuesBy("link", answers.get(PastQuestion.LINK));
        int first = 0;
        while (first < count && !(probes[first] > 0)) {
            first++;
        }
        HistoryWindow.Builder made = HistoryWindow.builder(count - first, stepMillis);
        for (int i = first; i < count; i++) {
            made.row(fromMillis + i * stepMillis);
            if (probes[i] > 0) {
                int failed = counted(failures[i]);
                made.probes(Math.max(Math.max(1, failed), counted(probes[i])), failed);
                made.latency(nanos(p50[i]), nanos(p99[i]), HistoryWindow.UNKNOWN);
                write(Term.Kind.SELF, self, i, made);
                write(Term.Kind.LINK, links, i, made);
            }
        }
        return made.build(OptionalLong.empty());
    }

    private static void write(Term.Kind kind, Map<String, double[]> terms, int at, HistoryWindow.Builder made) {
        terms.forEach((name, values) -> {
            long nanos = nanos(values[at]);
            if (nanos != HistoryWindow.UNKNOWN) {
                made.term(kind, name, name, nanos);
            }
        });
    }

    private double[] values(@Nullable RangeVector answer) {
        double[] values = unknown();
        if (answer != null && !answer.series().isEmpty()) {
            fill(values, answer.series().get(0));
        }
        return values;
    }

    private Map<String, double[]> valuesBy(String label, @Nullable RangeVector answer) {
        Map<String, double[]> all = new TreeMap<>();
        if (answer != null) {
            for (RangeVector.Series each : answer.series()) {
                String name = each.labels().get(label);
                if (name != null) {
                    fill(all.computeIfAbsent(name, key -> unknown()), each);
                }
            }
        }
        return all;
    }

    private double[] unknown() {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** What is said of a moment is of the step that ends then; a server may say more than it was asked. */
    private void fill(double[] values, RangeVector.Series series) {
        for (Point point : series.points()) {
            double at = (point.seconds() * 1_000 - fromMillis) / stepMillis - 1;
            if (at > -0.5 && at < count - 0.5) {
                values[(int) Math.round(at)] = point.value();
            }
        }
    }

    private int counted(double perSecond) {
        double counted = perSecond * stepMillis / 1_000;
        return counted > 0 ? (int) Math.min(Integer.MAX_VALUE / 2, Math.round(counted)) : 0;
    }

    private static long nanos(double seconds) {
        return Double.isFinite(seconds) ? Math.round(seconds * NANOS) : HistoryWindow.UNKNOWN;
    }
}
