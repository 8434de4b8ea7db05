package dev.insight.runner.global;

import dev.insight.probe.PathId;
import dev.insight.runner.prometheus.Sample;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What series' labels name. They come from elsewhere: what is no name is nobody's. */
final class Labels {
    static final String SOURCE = "source";
    static final String CAUSE = "cause";
    static final String COMPONENT = "component";
    private static final int MOST_CHARACTERS = 256;

    private Labels() {}

    /** The value of {@code label} if it may stand on a page, or null. */
    static @Nullable String name(Sample sample, String label) {
        String value = sample.labels().get(label);
        return value == null
                        || value.isEmpty()
                        || value.length() > MOST_CHARACTERS
                        || value.chars().anyMatch(Character::isISOControl)
                ? null
                : value;
    }

    /** The path that {@code sample} is of, or null. */
    static @Nullable PathId path(Sample sample) {
        String source = name(sample, SOURCE);
        String target = name(sample, "target");
        String route = name(sample, "route");
        String service = name(sample, "service");
        return source == null || target == null || route == null || service == null
                ? null
                : new PathId(source, target, route, service);
    }

    /** What tells the runner that serves {@code sample} from others, once it is rid of what is said. */
    static Map<String, String> runner(Sample sample) {
        Map<String, String> rest = new HashMap<>(sample.labels());
        rest.keySet().removeIf(label -> switch (label) {
            case "__name__", SOURCE, CAUSE, COMPONENT -> true;
            default -> false;
        });
        return rest;
    }
}
