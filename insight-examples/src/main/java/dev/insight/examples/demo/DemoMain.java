package dev.insight.examples.demo;

import dev.insight.examples.lab.LabNames;
import dev.insight.runner.cli.Terminal;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** {@code insight demo}: the lab, and a runner against it, in one process. */
public final class DemoMain {
    /** gRPC reports at length what the lab's faults do to it, and the demo says so itself. Held, since loggers are not. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private DemoMain() {}

    public static void main(String[] args) throws IOException {
        // First of all, for the JDK asks for its source of names only once.
        LabNames.install();
        GRPC.setLevel(Level.OFF);
        System.exit(run(Terminal.system(), args));
    }

    /** Runs the command as {@code main} would and returns its exit code. */
    static int run(Terminal terminal, String... args) {
        return commandLine(terminal).execute(args);
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new DemoCommand(terminal))
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setParameterExceptionHandler((e, arguments) -> misused(e))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println("insight: " + (e instanceof IOException ? e.getMessage() : e));
                    return ExitCode.SOFTWARE;
                });
    }

    private static int misused(ParameterException e) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("insight: " + e.getMessage());
        line.getErr().println("Try 'insight demo --help'.");
        return ExitCode.USAGE;
    }
}
