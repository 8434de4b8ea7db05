package dev.insight.runner.config;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Request metadata: keys that gRPC accepts from an application, and values it can carry. */
public final class MetadataForms {
    private static final Pattern KEY = Pattern.compile("[a-z0-9_.-]{1,100}");
    private static final Set<String> RESERVED =
            Set.of("insight-ask", "insight-hop", "te", "content-type", "user-agent", "connection", "host");

    private MetadataForms() {}

    static Form<Map<String, String>> values() {
        return new MapForm<>("key", MetadataForms::checkKey, new Value(false));
    }

    /** Values that are kept in files of their own. */
    static Form<Map<String, String>> files() {
        return new MapForm<>("key", MetadataForms::checkKey, new Value(true));
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
        if (RESERVED.contains(key) || key.startsWith("grpc-")) {
            throw new IllegalArgumentException(Reading.quote(key) + " is set by gRPC or Insight itself, remove it");
        }
    }

    /**
     * Checks the value of {@code key}: base64 where the key ends in {@code -bin}. The message never quotes it.
     *
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    public static String checkValue(String key, String value) {
        if (key.endsWith("-bin")) {
            try {
                Base64.getDecoder().decode(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("is not base64, which the values of -bin keys must be", e);
            }
        } else if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("holds characters other than printable ASCII, remove or encode them");
        }
        return value;
    }

    /** A value, which may be a secret, in the file or in one of its own. */
    private record Value(boolean inFile) implements Form<String> {
        @Override
        public @Nullable String read(Node node, String key, Reading reading) {
            return new ScalarForm<>(
                            describe(),
                            (text, from) -> checkValue(key, inFile ? FileForms.readSecret(text, from) : text.value()))
                    .read(node, key, reading);
        }

        @Override
        public String describe() {
            return inFile ? "file" : "text";
        }
    }
}
