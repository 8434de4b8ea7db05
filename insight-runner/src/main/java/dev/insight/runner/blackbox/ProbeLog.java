package dev.insight.runner.blackbox;

import dev.insight.hop.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a probe did, for who asks for it, without what it sent: that may be a secret. Confined to the probe's thread. */
final class ProbeLog {
    private static final int MAX_READ = 100;
    private static final int MAX_CHARS = 300;

    private final Ticker ticker;
    private final long startNanos;
    private final List<String> lines = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private int read;

    ProbeLog(Ticker ticker) {
        this.ticker = ticker;
        startNanos = ticker.nanos();
    }

    /** Lines that hold {@code secret}, as of a peer that says again what it was told, are not shown. */
    void hide(String secret) {
        // As lines are read.
        String text = new String(secret.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
        if (!text.isEmpty()) {
            secrets.add(text);
        }
    }

    /** Notes {@code line}, which the peer has sent; not for ever. */
    void read(String line) {
        read++;
        if (read <= MAX_READ) {
            say(
                    secrets.stream().anyMatch(line::contains)
                            ? "read a line that is not shown, for it holds what was sent"
                            : "read \"" + line + "\"");
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
