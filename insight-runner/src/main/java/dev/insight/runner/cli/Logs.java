package dev.insight.runner.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries log, to standard error. */
final class Logs {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    /** Held, since the platform forgets the level of a logger that nobody holds. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private static final Logger METERS_SENT = Logger.getLogger("io.micrometer.core.instrument.push");

    private Logs() {}

    /** Nothing: the command itself says what happened. */
    static void quiet() {
        Logger.getLogger("").setLevel(Level.OFF);
    }

    /**
     * A line a record instead of the platform's two, unless the user chose a format; and nothing of gRPC's, unless the
     * user chose its level: what fails is in each probe's outcome, and gRPC adds a stack trace to every probe of a name
     * that does not resolve, which fills a disk while DNS is down. Nor of Micrometer's exporter, of which the runner says
     * itself what there is to say.
     */
    static void brief() {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        }
        if (GRPC.getLevel() == null) {
            GRPC.setLevel(Level.SEVERE);
        }
        if (METERS_SENT.getLevel() == null) {
            METERS_SENT.setLevel(Level.SEVERE);
        }
    }
}
