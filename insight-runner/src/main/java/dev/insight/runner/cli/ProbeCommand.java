package dev.insight.runner.cli;

import dev.insight.Insight;
import dev.insight.ProbeReport;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.runner.view.Cures;
import dev.insight.runner.view.ProbeWaterfall;
import dev.insight.runner.view.Wrapped;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "probe",
        customSynopsis = "insight probe [OPTION]... TARGET",
        sortOptions = false,
        description = {
            "Probes a target once, and shows where the time went.",
            "Cold and then warm, after a round that is not shown and warms this process up.",
            "Exit code 1 unless all ended OK."
        },
        footer = {"", "Example:", "  insight probe gateway.eu.internal:443 --tls --authority payments.sg.internal"})
final class ProbeCommand implements Callable<Integer> {
    private static final Duration REHEARSAL = Duration.ofSeconds(1);
    /** What is pasted elsewhere is not cut. */
    private static final WindowSize PIPE = new WindowSize(120, 24);

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private TargetOptions options = new TargetOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ProbeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Probe probe = options.probe(options.hops()).build();
        Logs.quiet();
        Lookups.anew();
        Supplier<WindowSize> size = terminal.live() && !json ? terminal.window().ask() : () -> PIPE;
        List<ProbeReport> reports;
        try (Insight insight = Insight.builder(GrpcInsight.transport()).build()) {
            List<ProbeReport> rehearsed = insight.probeOnce(rehearsal(probe));
            reports = insight.probeOnce(probe);
            if (isOk(reports) && !isOk(rehearsed)) {
                // Too slow for the rehearsal, but it answers: that round was the first answered, and so the rehearsal.
                reports = insight.probeOnce(probe);
            }
        }
        show(probe, reports, size);
        return isOk(reports) ? 0 : 1;
    }

    /**
     * The first calls of a process load its classes, which would be told as time of the path: one round goes before, of
     * peers that fail too, for their phases are shown as well. One that never answers is not waited for twice as long.
     */
    private Probe rehearsal(Probe probe) {
        Duration timeout = probe.timeout().compareTo(REHEARSAL) < 0 ? probe.timeout() : REHEARSAL;
        return options.probe(options.hops()).timeout(timeout).build();
    }

    private void show(Probe probe, List<ProbeReport> reports, Supplier<WindowSize> size) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReportJson.write(probe, reports));
        } else {
            out.println(options.address() + "  " + probe.target().method().fullName());
            int columns = size.get().columns();
            out.print(ProbeWaterfall.render(reports, terminal.style(), columns));
            cures(probe, reports).forEach(line -> Wrapped.lines(line, columns).forEach(out::println));
        }
        out.flush();
    }

    /** What was tried, where something failed, and what to try: what the warm probe says first, for it is what others see. */
    private static List<String> cures(Probe probe, List<ProbeReport> reports) {
        List<String> lines = new ArrayList<>();
        Set<String> cures = new LinkedHashSet<>();
        for (int i = reports.size() - 1; i >= 0; i--) {
            String cure = Cures.of(reports.get(i).result().outcome(), probe.target());
            if (cure != null) {
                cures.add("try: " + cure);
            }
        }
        if (!isOk(reports)) {
            lines.add("");
            lines.add(Cures.tried(probe));
            lines.addAll(cures);
        }
        return lines;
    }

    private static boolean isOk(List<ProbeReport> reports) {
        return reports.stream().allMatch(report -> report.result().outcome().isOk());
    }
}
