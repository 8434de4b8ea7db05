package dev.insight.benchmarks.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** Things that happen now and then: what is on at a time. */
final class Steps {
    private record Step(double from, double to, double size) {}

    private final List<Step> steps;
    private int last;

    private Steps(List<Step> steps) {
        this.steps = steps;
    }

    /** Short congestions. */
    static Steps bursts(Draw draw, double seconds, double perHour, double meanMillis) {
        List<Step> steps = new ArrayList<>();
        double t = perHour > 0 ? draw.exponential(3600 / perHour) : seconds;
        while (t < seconds) {
            double end = t + draw.between(1, 8);
            steps.add(new Step(t, end, draw.exponential(meanMillis)));
            t = end + draw.exponential(3600 / perHour);
        }
        return new Steps(steps);
    }

    /** Deployments: each sets a level that lasts to the next. */
    static Steps levels(Draw draw, double seconds, double perDay, double mostMillis) {
        List<Step> steps = new ArrayList<>();
        double t = 0;
        double level = 0;
        while (t < seconds) {
            double end = perDay > 0 ? t + draw.exponential(86_400 / perDay) : seconds;
            steps.add(new Step(t, end, level));
            level = draw.between(0, mostMillis);
            t = end;
        }
        return new Steps(steps);
    }

    double at(double t) {
        if (steps.isEmpty()) {
            return 0;
        }
        if (steps.get(last).from > t) {
            last = 0;
        }
        while (last < steps.size() - 1 && steps.get(last + 1).from <= t) {
            last++;
        }
        Step step = steps.get(last);
        return step.from <= t && t < step.to ? step.size : 0;
    }
}
