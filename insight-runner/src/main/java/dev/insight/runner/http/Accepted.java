package dev.insight.runner.http;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a request's {@code Accept} headers let through (RFC 9110, section 12.4.2): all but what has a quality of 0. */
final class Accepted {
    private Accepted() {}

    /** The header in one piece, without what it refuses; null where nothing was said or is left. */
    static @Nullable String wanted(@Nullable List<String> headers) {
        if (headers == null) {
            return null;
        }
        List<String> wanted = headers.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(String::strip)
                .filter(element -> !element.isEmpty() && !isRefused(element))
                .toList();
        return wanted.isEmpty() ? null : String.join(",", wanted);
    }

    /** Whether {@code coding} is asked for by name. */
    static boolean names(@Nullable List<String> headers, String coding) {
        String wanted = wanted(headers);
        return wanted != null
                && Stream.of(wanted.split(",", -1))
                        .anyMatch(element -> element.split(";", -1)[0].strip().equalsIgnoreCase(coding));
    }

    private static boolean isRefused(String element) {
        return Stream.of(element.split(";", -1))
                .skip(1)
                .anyMatch(
                        parameter -> parameter.strip().toLowerCase(Locale.ROOT).matches("q\\s*=\\s*0(\\.0{0,3})?"));
    }
}
