package dev.insight.hop;

import java.util.List;

/**
 * The stamps one call came back with, from the caller outward, and what of the wire could not be used. Immutable.
 *
 * @param stamps nearest hop first
 * @param unparsable elements of the trailer that were skipped because they do not parse
 * @param oversize elements that were skipped because they exceed the caps
 */
public record HopPath(List<HopStamp> stamps, int unparsable, int oversize) {
    private static final HopPath EMPTY = new HopPath(List.of(), 0, 0);

    public HopPath {
        stamps = List.copyOf(stamps);
    }

    /** The path of a call that came back without a stamp. */
    public static HopPath empty() {
        return EMPTY;
    }

    /** A path of these stamps, nearest hop first. */
    public static HopPath of(HopStamp... stamps) {
        return new HopPath(List.of(stamps), 0, 0);
    }
}
