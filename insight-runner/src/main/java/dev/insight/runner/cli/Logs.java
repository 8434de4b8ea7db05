package dev.insight.runner.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries log, to standard error. */
final class Logs {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private Logs() {}

    /** Nothing: the command itself says what happened. */
    static void quiet() {
        Logger.getLogger("").setLevel(Level.OFF);
    }

    /** A line a record instead of the platform's two, unless the user chose a format. */
    static void brief() {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        }
    }
}
