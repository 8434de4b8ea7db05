package dev.insight.hop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of {@code hop-vectors.txt}, which other languages' readers are tested with too, and of
 * {@code hop-write-vectors.txt}, which their writers are.
 */
record HopVectors(String title, List<String> wire, List<String> stamps, int unparsable, int oversize, int trailers) {
    private static final Pattern CODE_POINT = Pattern.compile("\\{U\\+([0-9A-F]{4})}");

    static List<HopVectors> ofReaders() {
        return all("/hop-vectors.txt");
    }

    static List<HopVectors> ofWriters() {
        return all("/hop-write-vectors.txt");
    }

    private static List<HopVectors> all(String file) {
        List<HopVectors> vectors = new ArrayList<>();
        for (String block : text(file).split("\n\n+")) {
            HopVectors vector = read(block);
            if (!vector.wire.isEmpty() || !vector.stamps.isEmpty()) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private static String text(String file) {
        try (InputStream in = HopVectors.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HopVectors read(String block) {
        String title = "";
        List<String> wire = new ArrayList<>();
        List<String> stamps = new ArrayList<>();
        int unparsable = 0;
        int oversize = 0;
        int trailers = 0;
        for (String line : block.split("\n")) {
            int space = line.indexOf(' ');
            String rest = space < 0 ? "" : line.substring(space + 1);
            switch (space < 0 ? line : line.substring(0, space)) {
                case "#" -> title = rest;
                case "wire" -> wire.add(decoded(rest));
                case "stamp" -> stamps.add(rest);
                case "unparsable" -> unparsable = Integer.parseInt(rest);
                case "oversize" -> oversize = Integer.parseInt(rest);
                case "trailers" -> trailers = Integer.parseInt(rest);
                case "" -> {}
                default -> throw new IllegalArgumentException("not a line of a vector: " + line);
            }
        }
        return new HopVectors(title, wire, stamps, unparsable, oversize, trailers);
    }

    private static String decoded(String text) {
        return CODE_POINT.matcher(text).replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)));
    }

    /** A stamp as the vectors write it. */
    static String canonical(HopStamp stamp) {
        StringBuilder out = new StringBuilder(stamp.name());
        append(out, "total", stamp.totalNanos());
        append(out, "upstream", stamp.upstreamNanos());
        append(out, "before", stamp.beforeUpstreamNanos());
        append(out, "queue", stamp.queueNanos());
        append(out, "preTransport", stamp.preTransportNanos());
        append(out, "retry", stamp.retryNanos());
        append(out, "fanOut", stamp.fanOut());
        append(out, "attempts", stamp.attempts());
        append(out, "arrival", stamp.arrivalEpochMicros());
        append(out, "origin", stamp.origin());
        append(out, "kind", stamp.kind());
        String flags = (stamp.interceptorClock() ? "i" : "") + (stamp.headerTime() ? "h" : "");
        out.append(flags.isEmpty() ? "" : " flags=" + flags);
        append(out, "node", stamp.node());
        append(out, "role", stamp.role());
        append(out, "region", stamp.region());
        append(out, "resolution", stamp.resolutionNanos());
        return out.append(stamp.clamped() ? " clamped" : "").toString();
    }

    /** The stamp that a writer's vector holds. */
    HopStamp stamp() {
        String[] words = stamps.get(0).split(" ");
        HopStampBuilder stamp = HopStamp.builder(words[0]);
        for (String word : List.of(words).subList(1, words.length)) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.substring(0, word.indexOf('='))) {
                case "total" -> stamp.totalNanos(Long.parseLong(value));
                case "upstream" -> stamp.upstreamNanos(Long.parseLong(value));
                case "before" -> stamp.beforeUpstreamNanos(Long.parseLong(value));
                case "queue" -> stamp.queueNanos(Long.parseLong(value));
                case "preTransport" -> stamp.preTransportNanos(Long.parseLong(value));
                case "retry" -> stamp.retryNanos(Long.parseLong(value));
                case "fanOut" -> stamp.fanOut(Integer.parseInt(value));
                case "attempts" -> stamp.attempts(Integer.parseInt(value));
                case "arrival" -> stamp.arrivalEpochMicros(Long.parseLong(value));
                case "origin" -> stamp.origin(HopStamp.Origin.valueOf(value.toUpperCase(Locale.ROOT)));
                case "kind" -> stamp.kind(HopStamp.Kind.valueOf(value.toUpperCase(Locale.ROOT)));
                case "flags" -> stamp.interceptorClock(value.contains("i")).headerTime(value.contains("h"));
                case "node" -> stamp.node(value);
                case "role" -> stamp.role(value);
                case "region" -> stamp.region(value);
                default -> throw new IllegalArgumentException("not a value of a stamp: " + word);
            }
        }
        return stamp.build();
    }

    private static void append(StringBuilder out, String key, long value) {
        if (value != HopStamp.ABSENT) {
            out.append(' ').append(key).append('=').append(value);
        }
    }

    private static void append(StringBuilder out, String key, @Nullable Enum<?> value) {
        append(out, key, value == null ? null : value.name().toLowerCase(Locale.ROOT));
    }

    private static void append(StringBuilder out, String key, @Nullable String value) {
        if (value != null) {
            out.append(' ').append(key).append('=').append(value);
        }
    }

    /** Names the test. */
    @Override
    public String toString() {
        return title;
    }
}
