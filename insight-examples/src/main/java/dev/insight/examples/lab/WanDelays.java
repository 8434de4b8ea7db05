package dev.insight.examples.lab;

import java.time.Duration;
import java.util.Map;

/** How far regions are from each other, one way. Immutable. */
final class WanDelays {
    private static final Map<String, Integer> MILLIS =
            Map.of("eu-sg", 80, "eu-us", 45, "sg-us", 105, "eu-jp", 115, "jp-sg", 35, "jp-us", 55);

    private final double scale;

    WanDelays(double scale) {
        this.scale = scale;
    }

    /** Zero within a region. Throws when the regions' distance is not known. */
    Duration between(String from, String to) {
        if (from.equals(to)) {
            return Duration.ZERO;
        }
        String pair = from.compareTo(to) < 0 ? from + "-" + to : to + "-" + from;
        Integer millis = MILLIS.get(pair);
        if (millis == null) {
            throw new IllegalArgumentException(
                    "the distance of " + pair + " is not known; known are " + MILLIS.keySet());
        }
        return Duration.ofNanos((long) (millis * 1e6 * scale));
    }
}
