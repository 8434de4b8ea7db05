package dev.insight.examples.demo;

import dev.insight.examples.lab.Fault;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What there is to try, in the order in which it teaches most. Pure. */
final class Tour {
    /**
     * One thing to try.
     *
     * @param fault as {@code --fault} takes it
     * @param see what is to be seen, and how soon
     */
    record Step(String fault, String see) {
        /** The same as a command line of its own: an unquoted {@code >} is the shell's. */
        String command() {
            String early = fault + ",after=30s";
            return "insight demo --fault " + (early.contains(">") ? "'" + early + "'" : early);
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step(
                    "hop_overloaded@mediary-sg=40ms,for=40s",
                    "in 10 to 40 s one hop of four paths is named, by its queue and its host's load"),
            new Step(
                    "link_degraded@mediary-eu>mediary-sg=+60ms,for=40s",
                    "only eu>sg and sg>eu are slower, by the ocean between them; both its ends are cleared"),
            new Step(
                    "hop_slow@gateway-us=30ms,for=40s",
                    "as slow as an overload, but nothing queues: the cause is another"),
            new Step(
                    "hop_failing@gateway-us=UNAVAILABLE,share=50%,for=30s",
                    "loss in the cells of us, and who answers with errors: not who passes them on"),
            new Step("hop_down@mediary-us,for=30s", "cells say DOWN at once, and how far calls still get"),
            new Step("service_slow@service-sg=30ms,for=40s", "direct calls are as slow as forwarded ones"),
            new Step(
                    "host_busy@mediary-sg,for=30s", "nothing: its host is busy, no call feels it, and none is blamed"));

    private Tour() {}

    static List<Step> steps() {
        return STEPS;
    }

    /** The step that {@code order} numbers, from 1 on, or null. */
    static @Nullable Step step(String order) {
        return order.matches("[1-9]") && Integer.parseInt(order) <= STEPS.size()
                ? STEPS.get(Integer.parseInt(order) - 1)
                : null;
    }

    /** The first step whose fault was not injected yet; the first of all when all were. */
    static int next(List<InjectedFault> injected) {
        for (int i = 0; i < STEPS.size(); i++) {
            Fault fault = Fault.parse(STEPS.get(i).fault());
            if (injected.stream()
                    .noneMatch(each -> each.fault().kind() == fault.kind()
                            && each.fault().component().equals(fault.component()))) {
                return i;
            }
        }
        return 0;
    }

    /** All steps, to be chosen from by their numbers. */
    static String list() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < STEPS.size(); i++) {
            Step step = STEPS.get(i);
            text.append(String.format(Locale.ROOT, "%d  %s: %s\n", i + 1, step.fault(), step.see()));
        }
        return text.toString().stripTrailing();
    }

    /** The first steps as command lines, for who has no terminal to type on. */
    static String commands() {
        StringBuilder text = new StringBuilder();
        for (Step step : STEPS) {
            text.append("  ")
                    .append(step.command())
                    .append("\n      ")
                    .append(step.see())
                    .append('\n');
        }
        return text.toString();
    }
}
