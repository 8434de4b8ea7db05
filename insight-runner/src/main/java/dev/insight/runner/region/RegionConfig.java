package dev.insight.runner.region;

import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of a region. Immutable.
 *
 * @param name for a person to read, or null
 * @param latitude degrees north, or null; only with the longitude
 * @param longitude degrees east, or null
 */
public record RegionConfig(
        @Nullable String name,
        @Nullable Double latitude,
        @Nullable Double longitude) {}
