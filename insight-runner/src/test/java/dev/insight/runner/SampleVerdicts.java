package dev.insight.runner;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import java.util.List;

/** Verdicts as diagnosis would say them. */
public final class SampleVerdicts {
    private static final long MICROS = 1_000_000;

    private SampleVerdicts() {}

    /** Said {@code second} seconds into the sample time, of something that began ten seconds before. */
    public static Verdict verdict(String id, Verdict.State state, Cause cause, String component, long second) {
        return verdict(id, state, cause, component, second, SampleReports.PROBE.path());
    }

    /** The same of {@code path}. */
    public static Verdict verdict(
            String id, Verdict.State state, Cause cause, String component, long second, PathId path) {
        long at = SampleReports.EPOCH_MICROS + second * MICROS;
        String words = state == Verdict.State.CLOSE ? "quiet again" : "+41.0 ms in the middle of 12 calls";
        Evidence evidence = new Evidence(
                component + ": " + words + "; next likeliest: nothing; cleared: gateway-eu (each < 2.0 ms more)",
                "delay",
                41_000_000,
                null,
                "nothing",
                List.of(new Evidence.Cleared("gateway-eu", 2_000_000)),
                List.of());
        return new Verdict(at, id, state, cause, component, 0.97, evidence, at - 10 * MICROS, List.of(path));
    }
}
