package dev.insight.runner.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind a URL's question mark: of several values of one name the first. What is no encoding is left out. */
final class QueryParameters {
    private final Map<String, String> values = new HashMap<>();

    QueryParameters(@Nullable String rawQuery) {
        if (rawQuery == null) {
            return;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                values.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                // No encoding.
            }
        }
    }

    /** The value, empty if there is none. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
