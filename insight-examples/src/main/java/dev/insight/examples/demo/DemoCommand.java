package dev.insight.examples.demo;

import dev.insight.examples.lab.Fault;
import dev.insight.runner.cli.Terminal;
import dev.insight.runner.config.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What {@code demo} understands, and the loop that shows it. */
@Command(
        name = "demo",
        description = {
            "Runs three regions on loopback, with the delays of oceans between them, and a runner against them."
                    + " Needs no installation and no network.",
            ""
        },
        footer = {
            "",
            "Faults, each with an example; all take after=10s, for=30s and flap=15s, for on and off in turn, too.",
            "Quote links: the shell takes > for itself.",
            "  hop_overloaded@gateway-eu=40ms                more work comes than its host can do; also by=burn,",
            "                                                others compute there, by=threads, it has one thread",
            "  host_busy@mediary-sg                          its host computes at low priority: nothing is wrong",
            "  hop_slow@mediary-sg=40ms                      it waits before it goes on",
            "  hop_failing@gateway-us=UNAVAILABLE,share=30%%  it answers with an error",
            "  hop_down@mediary-us                           it is gone",
            "  'link_degraded@mediary-eu>mediary-sg=+60ms'   also jitter=20ms,loss=1%%,bandwidth=1mbit,ramp=1m",
            "  'link_down@mediary-eu>mediary-us'             nothing arrives, either way",
            "  service_slow@service-sg=30ms",
            "  service_failing@service-sg=ABORTED",
            "  tls_failing@gateway-eu=expired                or untrusted",
            "  dns_failing@prober-eu                         felt by cold probes, and by new ones",
            "  prober_impaired@prober-eu=200ms               the process stands still",
            "",
            "Example:",
            "  insight demo --for 30s --fault hop_slow@mediary-sg=40ms,after=10s",
            "",
            "Exit codes: 0 fine, 1 it could not run, 2 wrong usage."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration REDRAW = Duration.ofSeconds(1);
    private static final Duration LINES = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final InputStream in;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = {
                "End after so long, such as 30s; else at Ctrl-C. The seconds in which the JVM warms up come before."
            })
    private @Nullable Duration length;

    @Option(names = "--json", description = "Print one report at the end, as JSON, and nothing else.")
    private boolean json;

    @Option(
            names = "--fault",
            paramLabel = "KIND@COMPONENT[=VALUE][,after=10s,for=30s,flap=15s]",
            converter = FaultConverter.class,
            description = "Let something go wrong; may be given again.")
    private List<Fault> faults = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = {"Where to serve /metrics on loopback, 0 for any; 9464 unless given, or any if that is taken."
            })
    private @Nullable Integer port;

    @Option(
            names = "--interactive",
            description = {
                "Take faults from standard input while it runs, a line each, and answer each with a line; also clear, faults,"
                        + " help and quit. Its end ends the demo, unless --for says when. On a terminal it is always so."
            })
    private boolean interactive;

    DemoCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535: " + port);
        }
        Thread hook = new Thread(this::stopNow, "demo-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            show();
            return ExitCode.OK;
        } finally {
            stopped.countDown();
            removeHook(hook);
        }
    }

    private void show() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        progress.println("Starting three regions, and warming up for a few seconds that are not counted.");
        progress.flush();
        try (Demo demo = start()) {
            DemoScreen screen = new DemoScreen(demo, terminal);
            long begin = demo.elapsedNanos();
            progress.println("Metrics at " + demo.metrics());
            progress.flush();
            if (interactive) {
                steer(demo, progress);
            }
            Duration pace = terminal.live() ? REDRAW : LINES;
            boolean ended = false;
            while (!ended) {
                ended = pause(begin, demo, pace);
                if (!json) {
                    out.print(ended ? screen.last() : screen.next());
                    // Flushes; a demo that nobody reads is over.
                    ended |= out.checkError();
                }
            }
            if (json) {
                DemoReport.write(demo, out);
                out.flush();
            }
        }
    }

    private void steer(Demo demo, PrintWriter answers) {
        Steering steering = new Steering(demo.faults(), stop::countDown);
        OrderLines.read(
                in,
                line -> {
                    String answer = steering.take(line);
                    if (answer != null) {
                        answers.println(answer);
                        answers.flush();
                    }
                },
                length == null ? stop::countDown : () -> {});
    }

    /** Waits for the next picture. Returns whether it is the last. */
    private boolean pause(long begin, Demo demo, Duration pace) throws InterruptedException {
        if (length == null) {
            return stop.await(pace.toNanos(), TimeUnit.NANOSECONDS);
        }
        long end = begin + length.toNanos();
        long left = Math.max(0, end - demo.elapsedNanos());
        return stop.await(Math.min(left, pace.toNanos()), TimeUnit.NANOSECONDS) || demo.elapsedNanos() >= end;
    }

    private Demo start() throws IOException {
        try {
            return Demo.start(faults, port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fault: " + e.getMessage(), e);
        }
    }

    /** At SIGINT and SIGTERM: whoever asked the process to end has it end when everything is put away. */
    private void stopNow() {
        stop.countDown();
        try {
            stopped.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is what ends us.
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
