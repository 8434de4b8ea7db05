package dev.insight.benchmarks;

import dev.insight.benchmarks.Rounds.Cost;
import dev.insight.benchmarks.Rounds.Spread;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The costs as a table in Markdown, and whether they are what they are meant to be. */
final class InterceptorTable {
    /** What asking and recording may cost of what grpc-opentelemetry costs. */
    static final double ASKED_OF_OTEL = 0.5;
    /** An object is at least so large; a median below it is JMH's own and the machine's noise. */
    static final double SMALLEST_OBJECT = 16;

    private static final String HEAD = """
            | both ends | ns per call | bytes per call | added ns | added bytes | ns of otel's | bytes of otel's | ns of micrometer's | bytes of micrometer's |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private final Rounds rounds;

    InterceptorTable(Rounds rounds) {
        this.rounds = rounds;
    }

    String markdown() {
        StringBuilder out = new StringBuilder(HEAD);
        for (Peer peer : Peer.values()) {
            out.append(row(peer));
        }
        return out.append('\n').append(goals()).append(floor()).toString();
    }

    private String row(Peer peer) {
        String cost = format(
                "| %s | %s | %.0f |",
                peer.title(),
                range(rounds.spread(peer, Cost::nanos)),
                rounds.spread(peer, Cost::bytes).median());
        if (peer == Peer.NONE) {
            return cost + " | | | | | |\n";
        }
        return cost
                + format(
                        " %s | %.0f | %.2f | %.2f | %.2f | %.2f |%n",
                        range(rounds.added(peer, Cost::nanos)),
                        rounds.added(peer, Cost::bytes).median(),
                        ratio(peer, Peer.OTEL, Cost::nanos),
                        ratio(peer, Peer.OTEL, Cost::bytes),
                        ratio(peer, Peer.MICROMETER, Cost::nanos),
                        ratio(peer, Peer.MICROMETER, Cost::bytes));
    }

    private String goals() {
        double silent = rounds.spread(Peer.SILENT, Cost::bytes).median();
        double hooks = rounds.spread(Peer.HOOKS, Cost::bytes).median();
        return goal(
                        "Calls that do not ask allocate nothing beyond what gRPC does for any hook",
                        silent - hooks < SMALLEST_OBJECT)
                + goal("Calls that ask add less than half of grpc-opentelemetry's nanoseconds", isBelow(Cost::nanos))
                + goal("Calls that ask add less than half of grpc-opentelemetry's bytes", isBelow(Cost::bytes));
    }

    /** What of the goal is left for measuring, once calls ask and are stamped in the same way. */
    private String floor() {
        double bytes = rounds.added(Peer.ASKED, Cost::bytes).median();
        double bare = rounds.added(Peer.BARE, Cost::bytes).median();
        double goal = ASKED_OF_OTEL * rounds.added(Peer.OTEL, Cost::bytes).median();
        return format(
                "- Of the %.0f bytes that a call that asks adds, %.0f go to tracers, wrapped calls and metadata that carry"
                        + " an ask and a constant stamp as bytes, as the row that measures nothing shows: %.2f of"
                        + " grpc-opentelemetry's bytes and %.2f of its nanoseconds. The goal of %.0f bytes leaves %.0f for"
                        + " timing, writing, reading and recording; Insight takes %.0f.%n",
                bytes,
                bare,
                ratio(Peer.BARE, Peer.OTEL, Cost::bytes),
                ratio(Peer.BARE, Peer.OTEL, Cost::nanos),
                goal,
                goal - bare,
                bytes - bare);
    }

    private boolean isBelow(ToDoubleFunction<Cost> part) {
        return ratio(Peer.ASKED, Peer.OTEL, part) < ASKED_OF_OTEL;
    }

    private double ratio(Peer peer, Peer to, ToDoubleFunction<Cost> part) {
        return rounds.added(peer, part).median() / rounds.added(to, part).median();
    }

    private static String goal(String what, boolean met) {
        return "- " + what + ": " + (met ? "yes" : "NO") + "\n";
    }

    private static String range(Spread spread) {
        return format("%.0f (%.0f to %.0f)", spread.median(), spread.min(), spread.max());
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
