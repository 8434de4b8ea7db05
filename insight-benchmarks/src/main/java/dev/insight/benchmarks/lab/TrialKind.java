package dev.insight.benchmarks.lab;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A kind of thing that goes wrong in the proof. Immutable.
 *
 * @param name as options and tables call it
 * @param intervals of the probes, for as long as it lasts
 * @param faults draws what is injected, in the form that {@code demo --fault} reads
 */
record TrialKind(String name, int intervals, Function<Places, List<String>> faults) {
    /** A fault of the prober itself is done to its process. */
    static final String STOPPED = "prober-stopped";

    private static final String NOTHING = "nothing";
    private static final String HARMLESS_CPU = "harmless-cpu";

    private static TrialKind of(String name, int intervals, Function<Places, String> fault) {
        return new TrialKind(name, intervals, places -> List.of(fault.apply(places)));
    }

    /** Draws where things go wrong. */
    record Places(RandomGenerator random) {
        private static final List<String> REGIONS = List.of("eu", "sg", "us");

        String region() {
            return REGIONS.get(random.nextInt(REGIONS.size()));
        }

        String gateway() {
            return "gateway-" + region();
        }

        String mediary() {
            return "mediary-" + region();
        }

        String service() {
            return "service-" + region();
        }

        /** A link between regions, in one of its two directions. */
        String ocean() {
            int from = random.nextInt(REGIONS.size());
            int to = (from + 1 + random.nextInt(REGIONS.size() - 1)) % REGIONS.size();
            return "mediary-" + REGIONS.get(from) + ">mediary-" + REGIONS.get(to);
        }

        /** A whole number of milliseconds. */
        String millis(int least, int most) {
            return random.nextInt(least, most + 1) + "ms";
        }
    }

    /** Whether nothing is to be said of {@code kind}. */
    static boolean isHarmless(String kind) {
        return kind.equals(NOTHING) || kind.equals(HARMLESS_CPU);
    }

    static List<TrialKind> all() {
        return List.of(
                of("delay-one-way", 60, at -> "link_degraded@" + at.ocean() + "=+" + at.millis(30, 70)),
                of("jitter", 90, at -> "link_degraded@" + at.ocean() + ",jitter=" + at.millis(40, 80)),
                of("loss", 150, at -> "link_degraded@" + at.ocean() + ",loss=8%"),
                of("black-hole", 60, at -> "link_down@" + at.ocean()),
                of("gateway-cpu-burn", 60, at -> "hop_overloaded@" + at.gateway() + "=40ms,by=burn"),
                of("gateway-one-thread", 60, at -> "hop_overloaded@" + at.gateway() + "=40ms,by=threads"),
                of("mediary-overload", 60, at -> "hop_overloaded@" + at.mediary() + "=40ms,by=work"),
                of(HARMLESS_CPU, 60, at -> "host_busy@" + at.mediary()),
                of("slow-hop", 60, at -> "hop_slow@" + at.mediary() + "=" + at.millis(20, 60)),
                of("erroring-hop", 60, at -> "hop_failing@" + at.mediary() + "=RESOURCE_EXHAUSTED,share=50%"),
                of("slow-service", 60, at -> "service_slow@" + at.service() + "=" + at.millis(20, 60)),
                of("erroring-service", 60, at -> "service_failing@" + at.service() + "=INTERNAL,share=50%"),
                of("stopped-gateway", 60, at -> "hop_down@" + at.gateway()),
                of("stopped-mediary", 60, at -> "hop_down@" + at.mediary()),
                of("dns-failure", 60, at -> "dns_failing@prober-" + at.region()),
                of("expired-certificate", 60, at -> "tls_failing@" + at.gateway() + "=expired"),
                of(STOPPED, 60, at -> "prober_impaired@prober-" + at.region() + "=300ms"),
                new TrialKind("two-at-once", 60, TrialKind::twoAtOnce),
                of("drift", 120, at -> "link_degraded@" + at.ocean() + "=+" + at.millis(50, 80) + ",ramp=1m"),
                of("flapping", 120, at -> "link_degraded@" + at.ocean() + "=+" + at.millis(40, 80) + ",flap=15s"),
                of("local-link", 60, at -> {
                    String region = at.region();
                    return "link_degraded@gateway-" + region + ">mediary-" + region + "=+" + at.millis(10, 40);
                }),
                new TrialKind(NOTHING, 60, at -> List.of()));
    }

    /** A link between regions, and the gateway at an end of no such link's. */
    private static List<String> twoAtOnce(Places at) {
        String link = at.ocean();
        String far = Places.REGIONS.stream()
                .filter(region -> !link.contains("-" + region))
                .findFirst()
                .orElseThrow();
        return List.of(
                "link_degraded@" + link + "=+" + at.millis(40, 70),
                "hop_slow@gateway-" + far + "=" + at.millis(20, 50));
    }
}
