package dev.insight.benchmarks.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Scores of one detector taken together. */
final class Tally {
    private final List<Score> scores = new ArrayList<>();
    private long nanos;
    private long records;

    void add(Score score, Timed timed) {
        scores.add(score);
        nanos += timed.nanos();
        records += timed.records();
    }

    /** What one record cost, in microseconds. */
    double microsPerRecord() {
        return nanos / 1e3 / records;
    }

    List<Score> scores() {
        return scores;
    }

    /** The scores of one kind of scenario. */
    Tally of(String kind) {
        Tally some = new Tally();
        scores.stream().filter(score -> score.kind().equals(kind)).forEach(some.scores::add);
        return some;
    }

    List<Answer> answers() {
        return scores.stream().flatMap(score -> score.answers().stream()).toList();
    }

    List<Claim> claims() {
        return scores.stream().flatMap(score -> score.claims().stream()).toList();
    }

    Cleared cleared() {
        return scores.stream().map(Score::cleared).reduce(Cleared.NONE, Cleared::plus);
    }

    int count(Predicate<Answer> which) {
        return (int) answers().stream().filter(which).count();
    }

    int extra() {
        return scores.stream().mapToInt(score -> score.extra().size()).sum();
    }

    int falseAlarms() {
        return scores.stream().mapToInt(score -> score.falseAlarms().size()).sum();
    }

    int optional() {
        return scores.stream().mapToInt(Score::optional).sum();
    }

    double pathDays() {
        return scores.stream().mapToDouble(Score::pathDays).sum();
    }

    /** A quantile over the right answers; not a number when there are none. */
    double quantile(ToDoubleFunction<Answer> of, double q) {
        double[] sorted = answers().stream()
                .filter(Answer::right)
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (q * sorted.length))];
    }
}
