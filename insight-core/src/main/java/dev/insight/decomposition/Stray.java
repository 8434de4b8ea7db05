package dev.insight.decomposition;

import dev.insight.hop.HopStamp;
import java.util.Objects;

/**
 * A stamp that came and speaks for no hop of the route. Immutable.
 *
 * @param stamp as it came, its name untrusted
 * @param reason {@link Flaw#UNEXPECTED}, {@link Flaw#DUPLICATE} or {@link Flaw#OUT_OF_ORDER}
 */
public record Stray(HopStamp stamp, Flaw reason) {
    public Stray {
        Objects.requireNonNull(stamp, "stamp == null");
        Objects.requireNonNull(reason, "reason == null");
    }
}
