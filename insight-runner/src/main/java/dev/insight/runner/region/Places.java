package dev.insight.runner.region;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds where a region is: as the configuration says, or else by its name, if it is one that clouds use or is customary. */
public final class Places {
    /** {@code eu-central-1a}, {@code europe-west3-a}, {@code westeurope-2}: a part of a region. */
    private static final Pattern ZONE = Pattern.compile("(?<=\\d)[a-z]$|(?<=\\d)-[a-z]$|(?<=[a-z]{4})-\\d$");

    private static final Pattern CLOUD = Pattern.compile("^(aws|gcp|gce|azure|aliyun|alibaba)-");

    private Places() {}

    /** Where {@code region} is, or null if nobody knows. */
    public static @Nullable Place of(String region, Map<String, RegionConfig> configured) {
        RegionConfig own = configured.get(region);
        Place usual = Usual.find(region);
        if (own == null) {
            return usual;
        }
        if (own.latitude() != null && own.longitude() != null) {
            return new Place(own.name() == null ? region : own.name(), own.latitude(), own.longitude());
        }
        return usual == null || own.name() == null ? usual : new Place(own.name(), usual.latitude(), usual.longitude());
    }

    /** The places whose names are usual; read when the first is asked for. */
    private static final class Usual {
        private static final Map<String, Place> PLACES = read();

        static @Nullable Place find(String region) {
            String name = CLOUD.matcher(region.toLowerCase(Locale.ROOT).replace('_', '-'))
                    .replaceFirst("");
            Place place = PLACES.get(name);
            return place == null ? PLACES.get(ZONE.matcher(name).replaceFirst("")) : place;
        }

        private static Map<String, Place> read() {
            Map<String, Place> places = new HashMap<>();
            try (InputStream in = Objects.requireNonNull(
                            Places.class.getResourceAsStream("places.txt"), "the jar has no places.txt");
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> read(line, places));
            } catch (IOException e) {
                throw new UncheckedIOException("places.txt of the jar cannot be read", e);
            }
            return places;
        }

        private static void read(String line, Map<String, Place> places) {
            String[] parts = line.split("\\|", 4);
            Place place = new Place(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
            for (String name : parts[3].split(" ", -1)) {
                places.put(name, place);
            }
        }
    }
}
