package dev.insight.runner.global;

import dev.insight.runner.global.SourceSnapshot.State;
import dev.insight.runner.prometheus.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The sources that are to be there, and those that were heard of within a day. Used by one thread. */
final class KnownSources {
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    /** Nobody has so many regions. */
    private static final int MOST = 1_000;

    private final long silentAfterNanos;
    private final Set<String> expected;
    private final Map<String, Newest> newest = new TreeMap<>();

    /**
     * A source's newest sample.
     *
     * @param seconds when it was taken, by the clock of who took it, or NaN for never
     * @param nanos about the same moment here
     */
    private record Newest(double seconds, long nanos) {}

    KnownSources(GlobalConfig config) {
        silentAfterNanos = config.silentAfter().toNanos();
        expected = Set.copyOf(config.sources());
        expected.forEach(source -> newest.put(source, new Newest(Double.NaN, 0)));
    }

    /** Takes in what was read at {@code nowNanos}. */
    void take(Answers answers, long nowNanos) {
        Map<String, Newest> current = new HashMap<>();
        for (Question question : List.of(Question.NEWEST, Question.RUNNERS)) {
            answers.samples(question).forEach(sample -> keepNewer(current, sample, nowNanos));
        }
        // Replaced and not compared, lest a clock that was ahead and is set right makes a source silent.
        current.forEach((source, sample) -> {
            if (newest.size() < MOST || newest.containsKey(source)) {
                newest.put(source, sample);
            }
        });
        answers.samples(Question.OF_A_DAY).forEach(sample -> {
            String source = Labels.name(sample, Labels.SOURCE);
            if (newest.size() < MOST || (source != null && newest.containsKey(source))) {
                keepNewer(newest, sample, nowNanos);
            }
        });
        newest.entrySet()
                .removeIf(each -> !expected.contains(each.getKey()) && nowNanos - each.getValue().nanos > DAY_NANOS);
    }

    /** How old a sample is, Prometheus alone can tell: it has said both when it was taken and when that was asked. */
    private static void keepNewer(Map<String, Newest> all, Sample sample, long nowNanos) {
        String source = Labels.name(sample, Labels.SOURCE);
        if (source == null || !Double.isFinite(sample.value())) {
            return;
        }
        double age = Math.max(0, sample.seconds() - sample.value());
        Newest found = new Newest(sample.value(), nowNanos - (long) (age * 1e9));
        all.merge(source, found, (before, now) -> now.seconds <= before.seconds ? before : now);
    }

    /** Each of them, as of {@code nowNanos}. */
    List<SourceSnapshot> at(long nowNanos) {
        List<SourceSnapshot> all = new ArrayList<>();
        newest.forEach((source, sample) -> {
            boolean isFresh = !Double.isNaN(sample.seconds) && nowNanos - sample.nanos <= silentAfterNanos;
            all.add(new SourceSnapshot(source, isFresh ? State.OK : State.SILENT, sample.seconds));
        });
        return all;
    }
}
