package dev.insight.benchmarks;

/** Whom the cost of a call is compared between. Public for JMH. */
public enum Peer {
    NONE("none"),
    /** What is gRPC's own part of {@link #SILENT}. */
    HOOKS("hooks of gRPC that do nothing"),
    /** Insight is installed and the calls do not ask. */
    SILENT("Insight, calls that do not ask"),
    /** What of {@link #ASKED} it takes to ask and to stamp at all, this way: a yardstick, no proof that less cannot be. */
    BARE("tracers and wrapped calls that ask and stamp, and measure nothing"),
    /** Each call asks, is stamped, and is recorded by {@code HopMetrics} at both ends. */
    ASKED("Insight, calls that ask and are recorded"),
    MICROMETER("micrometer-core's interceptors"),
    OTEL("grpc-opentelemetry");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    /** As a table's row is called. */
    String title() {
        return title;
    }

    /** Whether calls leave traces in series. */
    boolean records() {
        return this == ASKED || this == MICROMETER || this == OTEL;
    }

    Instrumentation instrument() {
        return switch (this) {
            case NONE -> new NoInstrumentation();
            case HOOKS -> new EmptyHooks();
            case SILENT -> new InsightInstrumentation(0);
            case BARE -> new BareStamps();
            case ASKED -> new InsightInstrumentation(1);
            case MICROMETER -> new MicrometerInstrumentation();
            case OTEL -> new OtelInstrumentation();
        };
    }
}
