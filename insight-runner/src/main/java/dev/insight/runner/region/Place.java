package dev.insight.runner.region;

/**
 * Where a region is. Immutable.
 *
 * @param name for a person to read, such as {@code Frankfurt}
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record Place(String name, double latitude, double longitude) {}
