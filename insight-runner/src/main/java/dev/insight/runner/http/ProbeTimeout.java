package dev.insight.runner.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a probe may take: the scrape's timeout less half a second for the way back, or the module's if that is less. */
final class ProbeTimeout {
    private static final double OFFSET_SECONDS = 0.5;

    /** Where the scrape does not say; also the most, so that who asks for more holds nothing longer. */
    private static final double MOST_SECONDS = 120;

    private ProbeTimeout() {}

    /**
     * The timeout, zero where none of it is left.
     *
     * @param scrapeSeconds what Prometheus says its scrape may take, or null
     * @param module the module's own; zero for none
     * @throws IllegalArgumentException if {@code scrapeSeconds} is no number
     */
    static Duration of(@Nullable String scrapeSeconds, Duration module) {
        double scrape = scrapeSeconds == null ? 0 : seconds(scrapeSeconds);
        double most = Math.min(scrape == 0 ? MOST_SECONDS : scrape, MOST_SECONDS) - OFFSET_SECONDS;
        double own = module.toNanos() / 1e9;
        // A scrape that leaves nothing yields to the module's own timeout; without one nothing is left, and the probe
        // fails at
        // once. So does blackbox_exporter's.
        double chosen = (own > 0 && own < most) || most < 0 ? Math.min(own, MOST_SECONDS) : most;
        return Duration.ofNanos((long) (chosen * 1e9));
    }

    private static double seconds(String text) {
        try {
            double seconds = Double.parseDouble(text.strip());
            if (Double.isFinite(seconds)) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                ProbeEndpoint.SCRAPE_TIMEOUT + " is no number of seconds, send one such as 10");
    }
}
