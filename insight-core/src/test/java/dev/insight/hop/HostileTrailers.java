package dev.insight.hop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trailers by peers that err or mean harm, from a seed: pieces of the grammar in wrong places, sound trailers with
 * characters changed, cut or doubled, bytes of any value, noise, and now and then something very long.
 */
final class HostileTrailers {
    private static final String[] PIECES = {
        "a",
        "gateway-eu",
        "payments",
        ";",
        ";",
        ";",
        ",",
        ",",
        "=",
        "=",
        "\"",
        "\"",
        "\\",
        " ",
        "\t",
        "-",
        ".",
        ":",
        "0",
        "t",
        "u",
        "q",
        "b",
        "p",
        "r",
        "n",
        "a",
        "w",
        "e",
        "k",
        "f",
        "unit",
        "node",
        "role",
        "region",
        "s",
        "ms",
        "us",
        "ns",
        "stream",
        "own",
        "up",
        "svc",
        "ih",
        "12",
        "0.140",
        "\"12, 34\"",
        "\"-, 7 : 8\"",
        "48211",
        "9223372036854775807",
        "99999999999999999999999999",
        "1e9",
        "-5",
        "+5",
        "0x10",
        "NaN",
        "é",
        "\u0000",
        "\r\n",
        "\u007f",
        "\uD800",
        "😀",
        ";t=48211;u=49020;q=95",
        ";node=mediary-sg-2",
        ";unit=s;u=\"0.140\";f=h",
        ";key=\"a\\\"b\"",
        ";;",
        "==",
        ",,,"
    };
    private static final String[] ASKS = {
        "v=1", "v=1;probe", "v=1;probe;stop=gateway-eu;key=\"a, b\"", "v=2;stop=a;later=1"
    };
    private static final String NOISE = ";,=\"\\ \t-.:0123456789tuqbprnawekf\u0000\u00ff\u20ac";

    private final RandomStamps stamps;
    private final Random random;

    HostileTrailers(long seed) {
        stamps = new RandomStamps(seed);
        random = stamps.random();
    }

    /** The values of one call's trailer, as bytes on the wire. */
    List<byte[]> next() {
        List<String> texts = texts();
        List<byte[]> values = new ArrayList<>(texts.size());
        for (String text : texts) {
            values.add(spoiled(text));
        }
        return values;
    }

    /** An ask, sound or not. */
    byte[] ask() {
        return spoiled(mutated(new StringBuilder(ASKS[random.nextInt(ASKS.length)])));
    }

    /** In an encoding that some peer may take for the wire's, with a byte changed now and then. */
    private byte[] spoiled(String text) {
        byte[] bytes = text.getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x100);
            }
        }
        return bytes;
    }

    private List<String> texts() {
        if (random.nextInt(20_000) == 0) {
            return huge();
        }
        int count = 1 + random.nextInt(3);
        List<String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(
                    switch (random.nextInt(4)) {
                        case 0 -> pieces();
                        case 1 -> noise();
                        default -> mutated();
                    });
        }
        return values;
    }

    private String pieces() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            out.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return out.toString();
    }

    private String noise() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            out.append(random.nextInt(8) == 0 ? (char) random.nextInt(0x10000) : noiseChar());
        }
        return out.toString();
    }

    private String mutated() {
        StringBuilder out = new StringBuilder(HopTrailer.write(stamps.stamp()));
        if (random.nextInt(3) == 0) {
            out.append(", ").append(HopTrailer.write(stamps.stamp()));
        }
        return mutated(out);
    }

    private String mutated(StringBuilder out) {
        for (int i = random.nextInt(4); i > 0 && out.length() > 0; i--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(5)) {
                case 0 -> out.setCharAt(at, noiseChar());
                case 1 -> out.deleteCharAt(at);
                case 2 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> out.setLength(at);
                default -> out.append(out, at, out.length());
            }
        }
        return out.toString();
    }

    private char noiseChar() {
        return NOISE.charAt(random.nextInt(NOISE.length()));
    }

    private List<String> huge() {
        String unit = random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)] : pieces() + ",";
        int repeats = 1 + random.nextInt(200_000) / Math.max(unit.length(), 1);
        return switch (random.nextInt(3)) {
            case 0 -> List.of(unit.repeat(repeats));
            case 1 -> List.of("a;node=\"" + unit.repeat(repeats));
            default -> Collections.nCopies(repeats, unit);
        };
    }
}
