package dev.insight.runner.cli;

import java.util.function.Supplier;

/** What has to be asked of a terminal, by those who want to know. Thread-safe. */
public interface Window {
    /** Begins to ask how large it is; the answer is there when it is wanted, some milliseconds later. */
    Supplier<WindowSize> ask();

    /** Whether standard error is a terminal, whatever the output is. Takes some milliseconds. */
    boolean showsErrors();

    /** The one this process runs in. Not lambdas, for each command starts by making one. */
    final class OfProcess implements Window {
        @Override
        public Supplier<WindowSize> ask() {
            return WindowSize.ask();
        }

        @Override
        public boolean showsErrors() {
            return StandardError.isTerminal();
        }
    }

    /** One of a size that stays. */
    record Fixed(WindowSize size, boolean showsErrors) implements Window {
        @Override
        public Supplier<WindowSize> ask() {
            return () -> size;
        }
    }
}
