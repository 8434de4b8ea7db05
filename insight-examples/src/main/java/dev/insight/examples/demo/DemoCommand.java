package dev.insight.examples.demo;

import dev.insight.examples.lab.Fault;
import dev.insight.runner.cli.Signals;
import dev.insight.runner.cli.Terminal;
import dev.insight.runner.config.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What {@code demo} understands. */
@Command(
        name = "demo",
        customSynopsis = "insight demo [OPTION]...",
        sortOptions = false,
        description = {
            "Shows it all: three regions on loopback, and a runner.",
            "With the delays of oceans between them; needs no installation and no network.",
            "On a terminal it is a tour, and takes faults as you type them."
        },
        footer = {
            "",
            "Quote links, for the shell takes > for itself. Exit code 1 if it could not run.",
            "",
            "Example:",
            "  insight demo --fault 'link_degraded@mediary-eu>mediary-sg=+60ms,after=30s'"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration LINES = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after so long, as 30s; else at Ctrl-C.")
    private @Nullable Duration length;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            hideParamSyntax = true,
            converter = FaultConverter.class,
            completionCandidates = FaultCandidates.class,
            description = {"Let something go wrong; repeatable.", "KIND@COMPONENT[=VALUE][,after=10s,for=30s,flap=15s]"
            })
    private List<Fault> faults = List.of();

    @Option(names = "--faults", description = "List all kinds of faults, and end.")
    private boolean list;

    @Option(
            names = "--interactive",
            description = {
                "Take faults from standard input, a line each; its end is",
                "the demo's, unless --for is given."
            })
    private boolean interactive;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Of the page and /metrics, 0 for any; else 9464 or any.")
    private @Nullable Integer port;

    @Option(names = "--json", description = "Print one report at the end, and nothing else.")
    private boolean json;

    DemoCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535: " + port);
        }
        if (list) {
            spec.commandLine().getOut().print(FaultExamples.text());
            return ExitCode.OK;
        }
        show(new Ending(length));
        return ExitCode.OK;
    }

    private void show(Ending ending) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        progress.println("Starting three regions, and warming up for a few seconds that are not counted.");
        progress.flush();
        try (Demo demo = start()) {
            // Not before: who has enough of the warm-up is not kept waiting for its end.
            Signals.on("INT", ending::stop);
            Signals.on("TERM", ending::stop);
            progress.println("Metrics at " + demo.metrics());
            progress.println("The page is at " + demo.page());
            progress.flush();
            if (terminal.live() && !json) {
                new TourView(demo, terminal, out, ending).show(in);
                out.print(new DemoScreen(demo, terminal).last());
                out.flush();
                return;
            }
            if (interactive) {
                steer(demo, ending, progress);
            } else if (!json && faults.isEmpty()) {
                out.print("Try these, for more is to be seen than that all is well; --faults lists all there are.\n"
                        + Tour.commands());
                out.flush();
            }
            showLines(demo, ending, out);
        }
    }

    private void showLines(Demo demo, Ending ending, PrintWriter out) throws IOException, InterruptedException {
        DemoScreen screen = new DemoScreen(demo, terminal);
        while (true) {
            boolean ended = ending.await(LINES, demo);
            if (json && ended) {
                DemoReport.write(demo, out);
                out.flush();
                return;
            }
            if (!json) {
                out.print(ended ? screen.last() : screen.next());
                // Flushes; a demo that nobody reads is over.
                if (out.checkError() || ended) {
                    return;
                }
            }
        }
    }

    private void steer(Demo demo, Ending ending, PrintWriter answers) {
        Steering steering = demo.steering(ending::stop);
        OrderLines.read(
                in,
                line -> {
                    String answer = steering.take(line);
                    if (answer != null) {
                        answers.println(answer);
                        answers.flush();
                    }
                },
                ending.hasLength() ? () -> {} : ending::stop);
    }

    private Demo start() throws IOException {
        try {
            return Demo.start(faults, port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fault: " + e.getMessage(), e);
        }
    }

    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            try {
                return Fault.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
