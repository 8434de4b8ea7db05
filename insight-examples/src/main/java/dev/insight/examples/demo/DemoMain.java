package dev.insight.examples.demo;

import dev.insight.examples.lab.LabNames;
import dev.insight.runner.cli.Cli;
import dev.insight.runner.cli.Terminal;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** The whole {@code insight}: all of the runner's commands, and the demo. */
public final class DemoMain {
    /** gRPC reports at length what the lab's faults do to it, and the demo says so itself. Held, since loggers are not. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private DemoMain() {}

    /** Runs the command line {@code args} and exits with its code. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("demo")) {
            // First of all, for the JDK asks for its source of names only once.
            LabNames.install();
            GRPC.setLevel(Level.OFF);
        }
        System.exit(Cli.execute(commandLine(Terminal.system()), args));
    }

    static CommandLine commandLine(Terminal terminal) {
        return Cli.create(terminal, new DemoCommand(terminal, System.in));
    }
}
