package dev.insight.runner.cluster;

import dev.insight.InsightListener;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import dev.insight.runner.discovery.Instance;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The components that have an open incident here, in the words by which other runners are told: a line for each in what this
 * instance says of itself in Consul. Thread-safe by its own lock.
 */
final class Sightings implements InsightListener {
    /** With what else an instance says it stays below Consul's 64 entries. */
    private static final int MOST = 32;
    /** Consul takes 512 bytes. */
    private static final int MOST_CHARS = 500;

    private static final String KEY = Instance.PREFIX + "sees_";
    /** Says that nothing can be concluded from what this runner does not see. */
    private static final String BLIND = Instance.PREFIX + "blind";

    private final Map<String, Verdict> open = new LinkedHashMap<>();

    @Override
    public synchronized void onVerdict(Verdict verdict) {
        if (verdict.state() == Verdict.State.CLOSE) {
            open.remove(verdict.id());
        } else {
            open.put(verdict.id(), verdict);
        }
    }

    /** What is open now, for others. */
    synchronized Map<String, String> says() {
        Map<String, String> says = new LinkedHashMap<>();
        Set<String> components =
                new TreeSet<>(); // in an order of their own, so that the same is said in the same words
        boolean isBlind = false;
        for (Verdict verdict : open.values()) {
            isBlind |= verdict.cause() == Cause.PROBER_IMPAIRED
                    || verdict.component().length() > MOST_CHARS
                    || (components.add(verdict.component()) && components.size() > MOST);
        }
        if (isBlind) {
            says.put(BLIND, "true");
        }
        for (String component : components) {
            if (says.size() < MOST && component.length() <= MOST_CHARS) {
                says.put(KEY + says.size(), component);
            }
        }
        return says;
    }

    /** The components that another runner sees at fault, by what it says; null if it cannot be asked. */
    static @Nullable Set<String> of(Map<String, String> says) {
        if (says.containsKey(BLIND)) {
            return null;
        }
        Set<String> components = new HashSet<>();
        says.forEach((key, value) -> {
            if (key.startsWith(KEY)) {
                components.add(value);
            }
        });
        return components;
    }
}
