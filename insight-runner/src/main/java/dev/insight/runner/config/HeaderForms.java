package dev.insight.runner.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Headers of HTTP requests that Insight makes; their values are secrets and never quoted. */
final class HeaderForms {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    /** By lower case; what frames the request is the client's to say. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade");

    private HeaderForms() {}

    static Form<Map<String, String>> values() {
        return new MapForm<>("name", HeaderForms::checkName, new Value(false));
    }

    /** Values that are kept in files of their own. */
    static Form<Map<String, String>> files() {
        return new MapForm<>("name", HeaderForms::checkName, new Value(true));
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    Reading.quote(name) + " is not a header's name, write letters, digits, - _ .");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(Reading.quote(name) + " is set by Insight itself, remove it");
        }
    }

    private record Value(boolean inFile) implements Form<String> {
        @Override
        public @Nullable String read(Node node, String key, Reading reading) {
            return new ScalarForm<>(
                            describe(), (text, from) -> check(inFile ? FileForms.readSecret(text, from) : text.value()))
                    .read(node, key, reading);
        }

        private static String check(String value) {
            if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new IllegalArgumentException("holds characters other than printable ASCII, remove them");
            }
            return value;
        }

        @Override
        public String describe() {
            return inFile ? "file" : "text";
        }
    }
}
