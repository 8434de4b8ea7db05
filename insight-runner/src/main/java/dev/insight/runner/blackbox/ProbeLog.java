package dev.insight.runner.blackbox;

import dev.insight.hop.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a probe did, for who asks for it, without what it sent: that may be a secret. Confined to the probe's thread. */
final class ProbeLog {
    private static final int MAX_READ = 100;
    private static final int MAX_CHARS = 300;
    private static final int SHORTEST_HIDDEN = 4;

    private final Ticker ticker;
    private final long startNanos;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> secrets = new HashSet<>();
    private int read;

    ProbeLog(Ticker ticker) {
        this.ticker = ticker;
        startNanos = ticker.nanos();
    }

    /**
     * Lines that hold {@code secret}, or a word of it that is not short, are not shown: peers say again what they were told, such
     * as the password of {@code USER x PASS y} alone.
     */
    void hide(String secret) {
        // As lines are read.
        String text = folded(new String(secret.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        if (!text.isBlank()) {
            secrets.add(text.strip());
        }
        // Words, and what they consist of, such as both halves of user:password.
        Stream.of("\\s+", "[^\\p{L}\\p{N}]+")
                .flatMap(between -> Stream.of(text.split(between)))
                .filter(word -> word.length() >= SHORTEST_HIDDEN)
                .forEach(secrets::add);
    }

    private boolean isShown(String line) {
        String text = folded(line);
        return secrets.stream().noneMatch(text::contains);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Notes {@code line}, which the peer has sent; not for ever. */
    void read(String line) {
        read++;
        if (read <= MAX_READ) {
            say(
                    isShown(line)
                            ? "read \"" + line + "\""
                            : "read a line that is not shown, for it holds some of what was sent");
        } else if (read == MAX_READ + 1) {
            say("read more than is kept");
        }
    }

    /** Notes {@code text}, which may quote the peer. */
    void say(String text) {
        double millis = (ticker.nanos() - startNanos) / 1e6;
        lines.add(String.format(Locale.ROOT, "%10.3f ms  %s", millis, shown(text)));
    }

    private static String shown(String text) {
        String bounded = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
