package dev.insight.examples.demo;

/** Each kind of fault by an example. */
final class FaultExamples {
    private static final String TEXT = """
            hop_overloaded@gateway-eu=40ms               more work than its host can do
              also by=burn, others compute there, or by=threads, it has one thread
            host_busy@mediary-sg                         its host is busy, harming nobody
            hop_slow@mediary-sg=40ms                     it waits before it goes on
            hop_failing@gateway-us=UNAVAILABLE,share=30% it answers with an error
            hop_down@mediary-us                          it is gone
            link_degraded@mediary-eu>mediary-sg=+60ms    the wire is slower
              also jitter=20ms,loss=1%,bandwidth=1mbit,ramp=1m
            link_down@mediary-eu>mediary-us              nothing arrives, either way
            service_slow@service-sg=30ms
            service_failing@service-sg=ABORTED
            tls_failing@gateway-eu=expired               or untrusted
            dns_failing@prober-eu                        felt by cold and new probes
            prober_impaired@prober-eu=200ms              the whole process stands still
            All take after=10s, for=30s, and flap=15s: on and off in turn.
            """;

    private FaultExamples() {}

    /** Lines no longer than 80 columns. */
    static String text() {
        return TEXT;
    }
}
