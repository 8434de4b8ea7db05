package dev.insight.probe;

import java.time.Duration;

/** Probes for tests: by default of one hop, warm only. */
public final class Probes {
    private Probes() {}

    /** A warm probe of {@code service} every second, with a timeout of two. */
    public static Probe warm(String service) {
        return builder(service).build();
    }

    /** Like {@link #warm}, to be changed. */
    public static Probe.Builder builder(String service, String... hops) {
        Target target = Target.builder("sg", service, "localhost:1").build();
        return Probe.builder("eu", target, Route.of("forwarded", hops))
                .interval(Duration.ofSeconds(1))
                .timeout(Duration.ofSeconds(2))
                .coldInterval(Duration.ZERO)
                .partialInterval(Duration.ZERO);
    }
}
