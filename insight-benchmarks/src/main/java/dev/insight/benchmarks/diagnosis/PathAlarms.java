package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The incidents of a detector that has one for each path that is not as it should be. */
final class PathAlarms {
    private static final double CONFIDENCE = 0.5;

    private record Alarm(String id, Blame blame, long since) {}

    private final Consumer<Verdict> verdicts;
    private final Map<PathId, Alarm> open = new HashMap<>();
    private int count;

    PathAlarms(Consumer<Verdict> verdicts) {
        this.verdicts = verdicts;
    }

    /** Says what a path suffers from at a time, or with null that it does not. */
    void set(PathId path, long epochMicros, @Nullable Blame blame) {
        Alarm alarm = open.get(path);
        if (blame != null && alarm == null) {
            count++;
            Alarm opened = new Alarm("i" + count, blame, epochMicros);
            open.put(path, opened);
            say(path, epochMicros, opened, Verdict.State.OPEN);
        } else if (blame == null && alarm != null) {
            open.remove(path);
            say(path, epochMicros, alarm, Verdict.State.CLOSE);
        }
    }

    private void say(PathId path, long epochMicros, Alarm alarm, Verdict.State state) {
        Evidence evidence = new Evidence("", "", HopStamp.ABSENT, null, null, List.of(), List.of());
        verdicts.accept(new Verdict(
                epochMicros,
                alarm.id,
                state,
                alarm.blame.cause(),
                alarm.blame.component(),
                CONFIDENCE,
                evidence,
                alarm.since,
                List.of(path)));
    }
}
