package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The tables of a run, as Markdown. */
final class Page {
    private static final double[] BINS = {0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.001};

    private final Map<Contender, Tally> tallies;
    private final StringBuilder text = new StringBuilder();

    private Page(Map<Contender, Tally> tallies) {
        this.tallies = tallies;
    }

    static String tables(Map<Contender, Tally> tallies) {
        Page page = new Page(tallies);
        page.summary("Detectors", contender -> !contender.ablation());
        page.summary("What each idea is worth", contender -> contender.ablation() || isInsight(contender));
        page.tallies.forEach((contender, tally) -> {
            if (isInsight(contender)) {
                page.kinds(tally);
                page.confusion(tally);
                page.calibration(tally);
                page.exoneration(tally);
            }
        });
        return page.text.toString();
    }

    private static boolean isInsight(Contender contender) {
        return contender.name().equals(Contender.INSIGHT);
    }

    private void summary(String title, Predicate<Contender> which) {
        head(
                title,
                "detector",
                "faults",
                "found %",
                "right % (95 %)",
                "component %",
                "extra per fault",
                "false per path-day",
                "to find, median",
                "90 %",
                "gradual ones",
                "90 %",
                "to clear, median",
                "left open",
                "onset off by, median",
                "said unknown",
                "µs per record");
        tallies.forEach((contender, tally) -> {
            if (which.test(contender)) {
                int faults = tally.answers().size();
                row(
                        contender.name(),
                        faults,
                        percent(tally.count(Answer::found), faults),
                        Wilson.of(tally.count(Answer::right), faults),
                        percent(tally.count(Answer::component), faults),
                        number((double) tally.extra() / faults),
                        number(tally.falseAlarms() / tally.pathDays()),
                        number(tally.quantile(Page::sudden, 0.5)),
                        number(tally.quantile(Page::sudden, 0.9)),
                        number(tally.quantile(Page::gradual, 0.5)),
                        number(tally.quantile(Page::gradual, 0.9)),
                        number(tally.quantile(Answer::toClear, 0.5)),
                        tally.count(Answer::open),
                        number(tally.quantile(Answer::onset, 0.5)),
                        tally.count(answer -> answer.said() == Cause.UNKNOWN),
                        number(tally.microsPerRecord()));
            }
        });
    }

    private static double sudden(Answer answer) {
        return answer.gradual() ? Double.NaN : answer.toFind();
    }

    private static double gradual(Answer answer) {
        return answer.gradual() ? answer.toFind() : Double.NaN;
    }

    private void kinds(Tally all) {
        List<Object> heads = new ArrayList<>(List.of(
                "kind",
                "runs",
                "faults",
                "optional",
                "found",
                "right",
                "right % (95 %)",
                "component",
                "to find, median",
                "90 %",
                "extra",
                "false",
                "path-days"));
        List<Tally> others = new ArrayList<>();
        tallies.forEach((contender, tally) -> {
            if (!contender.ablation() && !isInsight(contender)) {
                heads.add(contender.name() + ": right");
                others.add(tally);
            }
        });
        head("Kinds of scenarios", heads.toArray());
        for (String kind : all.scores().stream().map(Score::kind).distinct().toList()) {
            Tally tally = all.of(kind);
            int faults = tally.answers().size();
            List<Object> cells = new ArrayList<>(List.of(
                    kind,
                    tally.scores().size(),
                    faults,
                    tally.optional(),
                    tally.count(Answer::found),
                    tally.count(Answer::right),
                    faults == 0 ? "" : Wilson.of(tally.count(Answer::right), faults),
                    tally.count(Answer::component),
                    number(tally.quantile(Answer::toFind, 0.5)),
                    number(tally.quantile(Answer::toFind, 0.9)),
                    tally.extra(),
                    tally.falseAlarms(),
                    number(tally.pathDays())));
            others.forEach(other -> cells.add(other.of(kind).count(Answer::right)));
            row(cells.toArray());
        }
    }

    private void confusion(Tally tally) {
        List<Object> heads = new ArrayList<>(List.of("true, down; said, across", "nothing"));
        for (Cause cause : Cause.values()) {
            heads.add(cause.label());
        }
        head("Causes: what was true and what was said", heads.toArray());
        for (Cause want : Cause.values()) {
            if (tally.count(answer -> answer.want() == want) > 0) {
                List<Object> cells = new ArrayList<>();
                cells.add(want.label());
                cells.add(blank(tally.count(answer -> answer.want() == want && answer.said() == null)));
                for (Cause said : Cause.values()) {
                    cells.add(blank(tally.count(answer -> answer.want() == want && answer.said() == said)));
                }
                row(cells.toArray());
            }
        }
        unwanted("extra", tally.scores().stream().map(Score::extra).toList());
        unwanted("false alarm", tally.scores().stream().map(Score::falseAlarms).toList());
    }

    private void unwanted(String name, List<List<Verdict>> verdicts) {
        List<Verdict> all = verdicts.stream().flatMap(Collection::stream).toList();
        List<Object> cells = new ArrayList<>(List.of(name, ""));
        for (Cause said : Cause.values()) {
            cells.add(blank((int)
                    all.stream().filter(verdict -> verdict.cause() == said).count()));
        }
        row(cells.toArray());
    }

    private void calibration(Tally tally) {
        head(
                "Confidence: of incidents said so sure, how many are right",
                "confidence",
                "incidents",
                "said %",
                "right % (95 %)");
        for (int i = 0; i + 1 < BINS.length; i++) {
            double low = BINS[i];
            double high = BINS[i + 1];
            List<Claim> claims = tally.claims().stream()
                    .filter(claim -> low <= claim.confidence() && claim.confidence() < high)
                    .toList();
            if (!claims.isEmpty()) {
                row(
                        String.format(Locale.ROOT, "%.2f–%.2f", low, Math.min(1, high)),
                        claims.size(),
                        number(100
                                * claims.stream()
                                        .mapToDouble(Claim::confidence)
                                        .average()
                                        .orElse(0)),
                        Wilson.of((int) claims.stream().filter(Claim::right).count(), claims.size()));
            }
        }
    }

    private void exoneration(Tally tally) {
        Cleared cleared = tally.cleared();
        head("Components cleared", "cleared", "truly clean % (95 %)", "clean ones on the paths", "of these cleared %");
        row(
                cleared.claims(),
                Wilson.of(cleared.claims() - cleared.wrong(), cleared.claims()),
                cleared.clean(),
                percent(cleared.covered(), cleared.clean()));
    }

    private void head(String title, Object... cells) {
        text.append("\n## ").append(title).append("\n\n");
        row(cells);
        text.append("|---".repeat(cells.length)).append("|\n");
    }

    private void row(Object... cells) {
        for (Object cell : cells) {
            text.append("| ").append(cell).append(' ');
        }
        text.append("|\n");
    }

    private static String percent(int hits, int all) {
        return all == 0 ? "" : String.format(Locale.ROOT, "%.1f", 100.0 * hits / all);
    }

    private static String number(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String blank(int count) {
        return count == 0 ? "" : Integer.toString(count);
    }
}
