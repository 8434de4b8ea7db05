package dev.insight.runner.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A module's {@code metadata}: a list of values for each key; those of {@code -bin} keys are put in base64. */
record ModuleMetadataForm() implements Form<List<Map.Entry<String, String>>> {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
    private static final Form<Map<String, List<String>>> FORM =
            new MapForm<>("key", ModuleMetadataForm::check, new ListForm<>(ModuleScalars.anyText(), 64));

    @Override
    public @Nullable List<Map.Entry<String, String>> read(Node node, String key, Reading reading) {
        Map<String, List<String>> map = FORM.read(node, key, reading);
        if (map == null) {
            return null;
        }
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        map.forEach((name, values) -> {
            for (String value : values) {
                boolean isBinary = name.endsWith("-bin");
                if (!isBinary && !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                    reading.problem(
                            node,
                            Reading.join(key, name),
                            "has a value that is not printable ASCII, end the key in -bin");
                    return;
                }
                String sent =
                        isBinary ? Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) : value;
                entries.add(Map.entry(name.toLowerCase(Locale.ROOT), sent));
            }
        });
        return entries;
    }

    private static void check(String key) {
        if (!KEY.matcher(key).matches() || key.toLowerCase(Locale.ROOT).startsWith("grpc-")) {
            throw new IllegalArgumentException(
                    "is not a metadata key, write letters, digits, - _ . that do not begin with grpc-");
        }
    }

    @Override
    public String describe() {
        return "mapping of key to values";
    }
}
