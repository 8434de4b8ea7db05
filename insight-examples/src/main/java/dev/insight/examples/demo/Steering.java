package dev.insight.examples.demo;

import dev.insight.examples.lab.Fault;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes orders while the demo runs, a line each. Thread-safe. */
final class Steering {
    private static final String ORDERS = "a fault, such as hop_slow@mediary-sg=40ms,for=30s, or its number in the tour;"
            + " tour, faults, trace, clear, quit";

    private final InjectedFaults injected;
    private final Supplier<String> trace;
    private final Runnable quit;

    /** {@code trace} says how to trace the lab from elsewhere. */
    Steering(InjectedFaults injected, Supplier<String> trace, Runnable quit) {
        this.injected = injected;
        this.trace = trace;
        this.quit = quit;
    }

    /** Does what {@code line} asks and returns what there is to say of it; null to an empty line. */
    @Nullable
    String take(String line) {
        String order = line.strip();
        return switch (order.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "help", "?" -> "help: " + ORDERS;
            case "faults" -> FaultExamples.text().stripTrailing();
            case "tour" -> Tour.list();
            case "trace" -> trace.get();
            case "clear" -> cleared(injected.clear());
            case "quit", "q", "exit" -> {
                quit.run();
                yield "ending";
            }
            default -> inject(order);
        };
    }

    private static String cleared(int count) {
        return "cleared " + count + (count == 1 ? " fault" : " faults");
    }

    private String inject(String order) {
        Tour.Step step = Tour.step(order);
        String text = step == null ? unquoted(order) : step.fault();
        if (text.indexOf('@') < 0) {
            return "error: \"" + order + "\" is no order; write " + ORDERS;
        }
        try {
            Fault fault = Fault.parse(text);
            injected.inject(fault);
            return "injected " + fault;
        } catch (IllegalArgumentException e) {
            return "error: " + e.getMessage();
        }
    }

    /** As a shell would have it: examples are copied with what a command line needs around them. */
    private static String unquoted(String order) {
        String text = order.startsWith("--fault ") || order.startsWith("--fault=")
                ? order.substring("--fault ".length()).strip()
                : order;
        boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
