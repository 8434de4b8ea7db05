package dev.insight.runner.cli;

import dev.insight.Insight;
import dev.insight.ProbeReport;
import dev.insight.grpc.GrpcInsight;
import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.config.Names;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.PathStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "trace",
        customSynopsis = "insight trace [OPTION]... TARGET",
        sortOptions = false,
        description = {
            "Probes a target again and again and shows its hops as mtr does.",
            "Loss of a hop is that of probes which the hop itself answers."
        },
        footer = {
            "",
            "Ends with --count or Ctrl-C. Exit code 1 when no probe was answered with OK.",
            "",
            "Example:",
            "  insight trace gateway.eu.internal:443 --tls --hops gateway-eu,payments"
        })
final class TraceCommand implements Callable<Integer> {
    private static final Duration LEAST_PARTIAL = Duration.ofMillis(50);

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private TargetOptions options = new TargetOptions();

    @Option(names = "--count", paramLabel = "N", description = "End after so many probes; with Ctrl-C unless set.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--interval", paramLabel = "DURATION", description = "Between two probes; 1s unless set.")
    private String interval = "1s";

    @Option(names = "--json", description = "Print one JSON object at the end.")
    private boolean json;

    TraceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (count <= 0) {
            throw new ParameterException(spec.commandLine(), "--count must be positive: " + count);
        }
        Duration every = options.duration("--interval", interval);
        Probe first = options.probe(options.hops()).build();
        Logs.quiet();
        Lookups.anew();
        TraceView view = new TraceView(spec.commandLine().getOut(), terminal, json, count, Ticker.system());
        Signals.on("INT", view::end);
        Signals.on("TERM", view::end);
        // Asked for though the user named the hops: the first calls of a process load its classes and would be told as
        // time of the path.
        List<String> learned = learn(first);
        List<String> hops = options.hops().isEmpty() ? learned : options.hops();
        Probe probe = options.probe(hops)
                .interval(every)
                .coldInterval(Duration.ZERO)
                .partialInterval(partialInterval(every, hops.size()))
                .build();
        PathStore store = PathStore.create();
        try (Insight insight = Insight.builder(GrpcInsight.transport())
                .targets(TargetSource.of(probe))
                .listener(store)
                .listener(view)
                .build()) {
            insight.start();
            PathSnapshot path = view.watch(probe, () -> store.path(probe.path()));
            return path != null && path.probes() > path.failures() ? 0 : 1;
        }
    }

    /** The hops that stamp a call now, so that they can be asked one by one; none if it fails. */
    private static List<String> learn(Probe probe) {
        try (Insight insight = Insight.builder(GrpcInsight.transport()).build()) {
            for (ProbeReport report : insight.probeOnce(probe)) {
                List<String> names = report.result().path().stamps().stream()
                        .map(HopStamp::name)
                        .distinct()
                        .toList();
                if (!names.isEmpty() && names.stream().allMatch(Names::isName)) {
                    return names;
                }
            }
        }
        return List.of();
    }

    /** Each hop is asked once in an interval, within reason. */
    private static Duration partialInterval(Duration interval, int hops) {
        if (hops == 0) {
            return Duration.ZERO;
        }
        Duration turn = interval.dividedBy(hops);
        return turn.compareTo(LEAST_PARTIAL) < 0 ? LEAST_PARTIAL : turn;
    }
}
