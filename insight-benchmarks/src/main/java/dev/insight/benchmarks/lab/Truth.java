package dev.insight.benchmarks.lab;

import dev.insight.examples.lab.Fault;
import dev.insight.examples.lab.FaultKind;
import java.util.List;

/** What must be said of a fault, and what is as right. */
final class Truth {
    /** What is to be said where nothing does harm. */
    static final String NOTHING = "nothing";

    private Truth() {}

    /** Whether there is something to be said of {@code fault} at all. */
    static boolean isHarmful(Fault fault) {
        return fault.kind() != FaultKind.HOST_BUSY;
    }

    /** Whether {@code blame}, as {@code cause@component}, is right of {@code fault}. */
    static boolean isNamed(Fault fault, String blame) {
        String[] parts = blame.split("@", 2);
        if (!isHarmful(fault) || !parts[0].equals(fault.kind().label())) {
            return false;
        }
        // One process probes for all regions, and stands still for all.
        return fault.kind() == FaultKind.PROBER_IMPAIRED
                ? parts[1].startsWith("prober-")
                : parts[1].equals(fault.component()) || parts[1].equals(turned(fault.component()));
    }

    private static String turned(String link) {
        String[] ends = link.split(">", 2);
        return ends.length == 1 ? link : ends[1] + ">" + ends[0];
    }

    /** What was to be said, for people. */
    static String words(List<Fault> faults) {
        List<String> words = faults.stream()
                .filter(Truth::isHarmful)
                .map(fault -> fault.kind().label() + "@" + fault.component())
                .toList();
        return words.isEmpty() ? NOTHING : String.join(" and ", words);
    }
}
