package dev.insight.runner.cluster;

import dev.insight.InsightListener;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.runner.discovery.Instance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The components that have an open incident here, in the words by which other runners are told: a line for each in what this
 * instance says of itself in Consul, and one that says whether these are all that could be seen. Thread-safe by its own lock.
 */
final class Sightings implements InsightListener {
    /** With what else an instance says it stays below Consul's 64 entries. */
    private static final int MOST = 32;
    /** Consul takes 512 bytes. */
    private static final int MOST_CHARS = 500;

    private static final String SEES = Instance.PREFIX + "sees";
    private static final String COMPONENT = SEES + "_";
    private static final String ALL = "all";
    /** Nothing can be concluded from what this runner does not see: it stands still, has just begun, or sees more than it can say. */
    private static final String SOME = "some";

    private final Map<String, Verdict> open = new LinkedHashMap<>();
    private final Map<PathId, PathStatus.State> paths = new HashMap<>();

    @Override
    public synchronized void onVerdict(Verdict verdict) {
        if (verdict.state() == Verdict.State.CLOSE) {
            open.remove(verdict.id());
        } else {
            open.put(verdict.id(), verdict);
        }
    }

    @Override
    public synchronized void onPathStatus(PathStatus status) {
        paths.put(status.path(), status.state());
    }

    @Override
    public synchronized void onRemoved(Probe probe) {
        paths.remove(probe.path());
    }

    /** What is open now, for others. */
    synchronized Map<String, String> says() {
        Map<String, String> says = new LinkedHashMap<>();
        Set<String> components =
                new TreeSet<>(); // in an order of their own, so that the same is said in the same words
        boolean isAll = 2 * learning() <= paths.size();
        for (Verdict verdict : open.values()) {
            if (verdict.cause() == Cause.PROBER_IMPAIRED || verdict.component().length() > MOST_CHARS) {
                isAll = false;
            } else {
                components.add(verdict.component());
            }
        }
        says.put(SEES, isAll && components.size() <= MOST ? ALL : SOME);
        components.stream().limit(MOST).forEach(component -> says.put(COMPONENT + says.size(), component));
        return says;
    }

    private long learning() {
        return paths.values().stream()
                .filter(state -> state == PathStatus.State.LEARNING)
                .count();
    }

    /** The components that another runner sees at fault, by what it says; null if it need not see all. */
    static @Nullable Set<String> of(Map<String, String> says) {
        if (!ALL.equals(says.get(SEES))) {
            return null;
        }
        Set<String> components = new HashSet<>();
        says.forEach((key, value) -> {
            if (key.startsWith(COMPONENT)) {
                components.add(value);
            }
        });
        return components;
    }
}
