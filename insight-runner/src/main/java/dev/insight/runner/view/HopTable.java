package dev.insight.runner.view;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathStatus;
import dev.insight.runner.store.HopSnapshot;
import dev.insight.runner.store.PartialSnapshot;
import dev.insight.runner.store.PathCondition;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.Quantiles;
import dev.insight.runner.store.TermSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a path's time goes lately, as a waterfall of its hops and links from the caller outward. Times are milliseconds; a
 * hop's row is its own time, a link's row both directions. Pure.
 */
public final class HopTable {
    private static final int FEW = 10;

    private HopTable() {}

    /** One path lately, in plain text. */
    public static String render(PathSnapshot path) {
        return render(path, Style.plain());
    }

    /** One path lately: loss, last, median and 99th percentile of each part. */
    public static String render(PathSnapshot path, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(path, style));
        if (path.terms().isEmpty()) {
            lines.addAll(reach(path));
        } else {
            past(path).forEach(line -> lines.add(style.bad(line)));
            lines.addAll(terms(path, style));
        }
        lines.addAll(notes(path));
        return String.join("\n", lines) + "\n";
    }

    private static String headline(PathSnapshot path, Style style) {
        String state = path.last() == null
                ? "no answer yet"
                : Parts.outcome(path.last().result().outcome(), style);
        String loss = path.probes() == 0 ? "" : ", " + Millis.share(path.failures(), path.probes()) + " lost";
        String latency = path.latency().isEmpty()
                ? ""
                : "  p50 " + Millis.of(path.latency().p50Nanos()) + " ms  p99 "
                        + Millis.of(path.latency().p99Nanos()) + " ms";
        return style.strong(path.id()) + "  " + state + "  " + path.probes()
                + (path.probes() == 1 ? " probe" : " probes") + loss + latency + diagnosis(path);
    }

    /** What diagnosis knows, unless all is as usual. */
    private static String diagnosis(PathSnapshot path) {
        PathStatus status = path.status();
        if (status == null || (status.state() == PathStatus.State.OK && status.hint() == null)) {
            return "";
        }
        PathCondition condition = path.condition();
        return "  " + Style.clean(condition == PathCondition.DOUBTFUL ? condition.label() : status.words());
    }

    /** Whose parts the table shows, where that is not the latest call's. */
    static List<String> past(PathSnapshot path) {
        ProbeReport last = path.last();
        ProbeReport good = path.lastOk();
        if (path.isUp() || last == null || good == null) {
            return List.of();
        }
        long micros = startMicros(last) - startMicros(good);
        String age = String.format(Locale.ROOT, "%.1f s", Math.max(0, micros) / 1e6);
        return List.of("down: the parts are as they last were, " + age + " before the latest probe");
    }

    private static long startMicros(ProbeReport report) {
        return report.result().slot().intendedEpochMicros();
    }

    private static List<String> terms(PathSnapshot path, Style style) {
        TextTable table = new TextTable(">#", "part", ">loss", ">last", ">p50", ">p99", ">queue", ">share", "", "");
        long whole = path.latency().p50Nanos();
        long before = 0;
        int hop = 0;
        for (TermSnapshot term : path.terms()) {
            boolean self = term.kind() == Term.Kind.SELF;
            boolean known = !term.duration().isEmpty();
            long p50 = term.duration().p50Nanos();
            table.row(
                    self ? String.valueOf(++hop) : "",
                    Parts.label(term.kind(), term.display()),
                    self ? loss(hop(path, term.name())) : "",
                    known ? Millis.of(term.duration().lastNanos()) : "",
                    known ? Millis.of(p50) : "",
                    known ? Millis.of(term.duration().p99Nanos()) : "",
                    term.queue().isEmpty() ? "" : Millis.of(term.queue().p50Nanos()),
                    known ? Millis.share(p50, whole) : "",
                    known ? Parts.bar(before, p50, whole) : "",
                    term.invalid() == 0 ? "" : term.invalid() + " invalid");
            before += known ? p50 : 0;
        }
        table.row(
                "",
                "= end to end",
                Millis.share(path.failures(), path.probes()),
                Millis.of(path.latency().lastNanos()),
                Millis.of(whole),
                Millis.of(path.latency().p99Nanos()),
                "",
                "",
                "",
                "");
        return Parts.head(table, style);
    }

    /** How far calls get, when no call came back with a split. */
    private static List<String> reach(PathSnapshot path) {
        TextTable table = new TextTable(">#", "hop", ">loss", "answers", ">last", ">p50", ">p99");
        int number = 0;
        for (HopSnapshot hop : path.hops()) {
            PartialSnapshot partial = hop.partial();
            Quantiles latency = partial == null || partial.latency().isEmpty() ? null : partial.latency();
            table.row(
                    String.valueOf(++number),
                    Style.clean(hop.name()),
                    loss(hop),
                    answer(hop),
                    latency == null ? "" : Millis.of(latency.lastNanos()),
                    latency == null ? "" : Millis.of(latency.p50Nanos()),
                    latency == null ? "" : Millis.of(latency.p99Nanos()));
        }
        return number == 0 ? List.of() : table.lines();
    }

    static String answer(HopSnapshot hop) {
        PartialSnapshot partial = hop.partial();
        if (partial != null) {
            return partial.lastOutcome().code();
        }
        return hop.passesOn() ? "passes it on" : "not asked yet";
    }

    static List<String> notes(PathSnapshot path) {
        List<String> notes = new ArrayList<>();
        List<String> silent = path.hops().stream()
                .filter(hop -> hop.stamped() == 0 && hop.missing() > 0)
                .map(HopSnapshot::name)
                .toList();
        if (!silent.isEmpty()) {
            notes.add("did not stamp: " + String.join(", ", silent));
        }
        if (path.skipped() > 0) {
            notes.add("not sent: " + path.skipped());
        }
        if (path.tainted() > 0) {
            notes.add("tainted by pauses or the start of this process: " + path.tainted());
        }
        return notes;
    }

    static String loss(@Nullable HopSnapshot hop) {
        PartialSnapshot partial = hop == null ? null : hop.partial();
        return partial == null ? "" : loss(partial.failures(), partial.probes());
    }

    /** In percent where that means something: half of two accuses nobody. */
    private static String loss(long failures, long probes) {
        return failures > 0 && probes < FEW ? failures + " of " + probes : Millis.share(failures, probes);
    }

    static @Nullable HopSnapshot hop(PathSnapshot path, String name) {
        return path.hops().stream()
                .filter(hop -> hop.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
