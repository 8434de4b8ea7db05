package dev.insight.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls fail: which one explanation makes likeliest what failed and what did not, of all paths and of partial-path probes?
 * Each hypothesis says which calls it touches and how these fail; what share of them do is what fits best. Confined to
 * one thread.
 */
final class FailureRule {
    /** A failure of a call that a hypothesis does not touch has some other reason. */
    private static final double ELSEWHERE = 0.004;

    private static final double LEAST_SHARE = 0.02;
    private static final double MOST_SHARE = 0.995;
    /** Where fewer calls are lost the link is not down. */
    private static final double DOWN_SHARE = 0.5;

    /** More is as good as impossible. */
    private static final double MOST_TIMES = 999;

    private final Components components;
    private final Calls calls = new Calls();

    FailureRule(Components components) {
        this.components = components;
    }

    void take(Call call) {
        calls.add(call);
    }

    void forget(PathState path) {
        calls.forget(path);
    }

    /** The component that {@code call}, which failed, points at most, or null when it vanished without a sign. */
    @Nullable
    Component suspect(Call call) {
        if (call.vanished()) {
            return null;
        }
        Set<Hypothesis> all = new LinkedHashSet<>();
        Hypothesis.suggest(call, components, all);
        Hypothesis best = null;
        double bestFit = 0;
        for (Hypothesis each : all) {
            double fit = each.fit(call, components);
            if (fit > bestFit) {
                best = each;
                bestFit = fit;
            }
        }
        if (best == null || !call.path().hops().contains(best.component())) {
            return null;
        }
        return components.hop(best.component(), call.path());
    }

    /** The best explanation of what has failed since {@code since}, or null when nothing has. */
    @Nullable
    Finding explain(long since) {
        List<Call> seen = calls.since(since);
        Set<Hypothesis> all = new LinkedHashSet<>();
        int failed = 0;
        for (Call call : seen) {
            if (!call.isOk()) {
                failed++;
                Hypothesis.suggest(call, components, all);
            }
        }
        if (failed == 0) {
            return null;
        }
        Hypothesis best = null;
        Hypothesis second = null;
        double bestLikelihood = 0;
        double secondLikelihood = 0;
        List<Double> likelihoods = new ArrayList<>();
        for (Hypothesis each : all) {
            double likelihood = likelihood(each, seen);
            likelihoods.add(likelihood);
            if (best == null || likelihood > bestLikelihood) {
                second = best;
                secondLikelihood = bestLikelihood;
                best = each;
                bestLikelihood = likelihood;
            } else if (second == null || likelihood > secondLikelihood) {
                second = each;
                secondLikelihood = likelihood;
            }
        }
        if (best == null) {
            return null;
        }
        double sum = 0;
        for (double likelihood : likelihoods) {
            sum += Math.exp(likelihood - bestLikelihood);
        }
        String runnerUp = second == null ? null : runnerUp(second, bestLikelihood - secondLikelihood, seen, failed);
        return finding(best, runnerUp, 1 / sum, seen, since);
    }

    /** Whether {@code cause} at {@code component} would make {@code call} fail the way it did. */
    boolean explains(Cause cause, String component, Call call) {
        Hypothesis hypothesis = new Hypothesis(cause, component);
        return hypothesis.isCrossedBy(call, components) && hypothesis.fit(call, components) >= 0.1;
    }

    private double likelihood(Hypothesis hypothesis, List<Call> seen) {
        int touched = 0;
        int explained = 0;
        double sum = 0;
        for (Call call : seen) {
            if (!hypothesis.isCrossedBy(call, components)) {
                sum += call.isOk() ? 0 : Math.log(ELSEWHERE);
                continue;
            }
            touched++;
            if (!call.isOk()) {
                explained++;
                sum += Math.log(hypothesis.fit(call, components));
            }
        }
        if (touched == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double share = Math.max(LEAST_SHARE, Math.min(MOST_SHARE, (double) explained / touched));
        sum += explained * Math.log(share) + (touched - explained) * Math.log(1 - share);
        return sum + hypothesis.prior(isLong(hypothesis));
    }

    private boolean isLong(Hypothesis hypothesis) {
        return hypothesis.cause() == Cause.LINK_DOWN
                && components.all().stream()
                        .anyMatch(each -> each.name().equals(hypothesis.component()) && !ShiftRule.isLocal(each));
    }

    /** {@code link_down at a>b (9 of 12 failures, 34 times less likely)}: what it explains, and how much worse. */
    private String runnerUp(Hypothesis second, double behind, List<Call> seen, int failed) {
        int explained = 0;
        for (Call call : seen) {
            explained += !call.isOk() && explains(second.cause(), second.component(), call) ? 1 : 0;
        }
        double times = Math.exp(behind);
        return String.format(
                Locale.ROOT,
                "%s at %s (%d of %d failures, %s%.0f times less likely)",
                second.cause().label(),
                second.component(),
                explained,
                failed,
                times > MOST_TIMES ? "over " : "",
                Math.min(MOST_TIMES, times));
    }

    private Finding finding(Hypothesis best, @Nullable String runnerUp, double posterior, List<Call> seen, long since) {
        int touched = 0;
        int failed = 0;
        long first = Long.MAX_VALUE;
        Set<PathState> paths = new LinkedHashSet<>();
        Set<String> codes = new LinkedHashSet<>();
        for (Call call : seen) {
            if (best.isCrossedBy(call, components)) {
                touched++;
                if (!call.isOk()) {
                    failed++;
                    first = Math.min(first, call.micros());
                    paths.add(call.path());
                    codes.add(call.phase().label() + " " + call.code());
                }
            }
        }
        double share = (double) failed / Math.max(1, touched);
        boolean isLoss = best.cause() == Cause.LINK_DOWN && share < DOWN_SHARE && touched >= 6;
        double confidence = Math.min(failed < 3 ? 0.8 : 0.98, posterior);
        String words = String.format(
                Locale.ROOT, "%d of %d calls that come this way fail (%s)", failed, touched, String.join(", ", codes));
        return new Finding(
                isLoss ? Cause.LINK_DEGRADED : best.cause(),
                best.component(),
                confidence,
                isLoss ? "loss" : "errors",
                -1,
                first == Long.MAX_VALUE ? since : first,
                null,
                runnerUp,
                words,
                Evidence.Numbers.ofFailures(touched, failed),
                List.copyOf(paths));
    }
}
