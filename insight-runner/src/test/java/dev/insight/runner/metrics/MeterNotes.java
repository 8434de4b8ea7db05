package dev.insight.runner.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What people have written of the meters, beside what the code says of them. */
final class MeterNotes {
    /**
     * Meters that stand together in the page.
     *
     * @param meters by Micrometer's name, each with {@code absent}, {@code example} and perhaps {@code unit}
     */
    record Group(String title, String says, Map<String, Map<String, String>> meters) {}

    private MeterNotes() {}

    @SuppressWarnings("unchecked") // the files beside this test have these shapes
    static List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (Map<String, Object> each : (List<Map<String, Object>>) load("meters.yaml")) {
            groups.add(
                    new Group((String) each.get("group"), (String) each.get("says"), (Map<String, Map<String, String>>)
                            each.get("meters")));
        }
        return groups;
    }

    /** Every meter's notes by Micrometer's name. */
    static Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        groups().forEach(group -> all.putAll(group.meters()));
        return all;
    }

    /** Each label with {@code means} and {@code values}. */
    @SuppressWarnings("unchecked") // as above
    static Map<String, Map<String, String>> labels() {
        return (Map<String, Map<String, String>>) load("labels.yaml");
    }

    private static Object load(String name) {
        return new Load(LoadSettings.builder().build()).loadFromString(text(name));
    }

    static String text(String name) {
        try (InputStream in = MeterNotes.class.getResourceAsStream("reference/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
