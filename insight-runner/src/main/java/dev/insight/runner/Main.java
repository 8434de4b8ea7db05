package dev.insight.runner;

import dev.insight.runner.cli.Cli;
import dev.insight.runner.cli.Terminal;
import java.util.List;

/** Starts a command. */
public final class Main {
    private Main() {}

    /** Runs the command line {@code args} and exits with its code. */
    public static void main(String[] args) {
        System.exit(Cli.execute(Cli.create(Terminal.system(), List.of(args)), args));
    }
}
