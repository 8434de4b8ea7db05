package dev.insight.hop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of the wire in a form that is easily read. */
final class Wire {
    private Wire() {}

    static List<byte[]> bytes(String... values) {
        return Stream.of(values).map(WireBytes::of).toList();
    }

    static List<String> text(List<byte[]> values) {
        return values.stream().map(value -> new String(value, ISO_8859_1)).toList();
    }

    static @Nullable String writeAfter(List<String> before, int trailerBytes, HopStamp stamp) {
        byte[] element = HopTrailer.writeAfter(bytes(before.toArray(String[]::new)), trailerBytes, stamp);
        return element == null ? null : new String(element, ISO_8859_1);
    }
}
