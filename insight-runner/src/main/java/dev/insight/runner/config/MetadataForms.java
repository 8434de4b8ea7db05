package dev.insight.runner.config;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Request metadata: keys that gRPC accepts from an application, and values it can carry. */
public final class MetadataForms {
    private static final Pattern KEY = Pattern.compile("[a-z0-9_.-]{1,100}");
    private static final Set<String> RESERVED =
            Set.of("insight-ask", "insight-hop", "te", "content-type", "user-agent", "connection", "host");

    private MetadataForms() {}

    static Form<Map<String, String>> values() {
        return new MapForm<>(
                "key", MetadataForms::checkKey, new ScalarForm<>("text", (text, reading) -> checkValue(text.value())));
    }

    /** Values that are kept in files of their own. */
    static Form<Map<String, String>> files() {
        return new MapForm<>(
                "key",
                MetadataForms::checkKey,
                new ScalarForm<>("file", (text, reading) -> checkValue(FileForms.readSecret(text, reading))));
    }

    /**
     * Checks a metadata key.
     *
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    public static void checkKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    Reading.quote(key) + " is not a metadata key, write lower-case letters, digits, - _ .");
        }
        if (key.endsWith("-bin")) {
            throw new IllegalArgumentException(Reading.quote(key) + " is a binary key, only text keys are supported");
        }
        if (RESERVED.contains(key) || key.startsWith("grpc-")) {
            throw new IllegalArgumentException(Reading.quote(key) + " is set by gRPC or Insight itself, remove it");
        }
    }

    /**
     * Checks a metadata value; the message never quotes it.
     *
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    public static String checkValue(String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("holds characters other than printable ASCII, remove or encode them");
        }
        return value;
    }
}
