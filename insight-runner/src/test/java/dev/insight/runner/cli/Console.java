package dev.insight.runner.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs commands in this process and keeps what they print. */
final class Console {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line;

    Console() {
        this(Terminal.none());
    }

    Console(Terminal terminal) {
        line = Cli.create(terminal);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
    }

    int run(String... args) {
        return line.execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
