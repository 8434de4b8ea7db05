package dev.insight.runner.cli;

import java.security.Security;

/** How this process looks names up. */
final class Lookups {
    private static final String KEPT_SECONDS = "networkaddress.cache.ttl";

    private Lookups() {}

    /**
     * Lets each cold probe ask for its name, where the JDK would answer from memory for half a minute, in no time. To be
     * said before the first lookup, and only in a process of our own; what the user has set stays.
     */
    static void anew() {
        if (Security.getProperty(KEPT_SECONDS) == null) {
            Security.setProperty(KEPT_SECONDS, "0");
        }
    }
}
