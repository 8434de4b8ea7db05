package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;

import dev.insight.runner.config.Section.Fields;
import dev.insight.runner.region.RegionConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys of the file's {@code regions}, and what they make. */
final class RegionsSection {
    /** Not what else Java takes for a number: NaN, 1e3, 0x1p3, 1f. */
    private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}(\\.\\d{1,15})?");

    private static final Key<String> NAME =
            optional("name", Scalars.text(), "the usual one", "what people call the region");
    private static final Key<Double> LAT =
            optional("lat", degrees(90), "by the region's name", "degrees north, 10 south is -10");
    private static final Key<Double> LON =
            optional("lon", degrees(180), "by the region's name", "degrees east, 10 west is -10");
    static final Key<Map<String, Fields>> REGIONS = optional(
                    "regions",
                    new MapForm<>("region", name -> Names.check(name, Reading.quote(name)), Section.of(NAME, LAT, LON)),
                    "by their names",
                    "where regions are, for the map; names that clouds use need no entry")
            .takenUp(TakenUp.RELOAD);

    private RegionsSection() {}

    static Map<String, RegionConfig> read(Fields root, Reading reading) {
        Map<String, RegionConfig> regions = new LinkedHashMap<>();
        root.get(REGIONS, Map.of()).forEach((region, fields) -> {
            demandPair(fields, LAT, LON, reading);
            demandPair(fields, LON, LAT, reading);
            regions.put(region, new RegionConfig(fields.get(NAME), fields.get(LAT), fields.get(LON)));
        });
        return regions;
    }

    /** Half a position is none. */
    private static void demandPair(Fields fields, Key<Double> given, Key<Double> other, Reading reading) {
        if (fields.has(given) && !fields.has(other)) {
            reading.problem(
                    fields.at(given), fields.path(other), "is missing, write it beside " + given.name + ", or neither");
        }
    }

    private static Form<Double> degrees(int most) {
        return new ScalarForm<>("degrees, -" + most + " to " + most, (text, reading) -> {
            if (!DEGREES.matcher(text.value()).matches() || Math.abs(Double.parseDouble(text.value())) > most) {
                throw new IllegalArgumentException(
                        text.quoted() + " is no degrees, write -" + most + " to " + most + ", such as 8.68");
            }
            return Double.valueOf(text.value());
        });
    }
}
