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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
            "Probes a target again and again, and shows its hops as mtr does.",
            "A hop's loss is of probes it answers itself. Exit code 1 if no probe ended OK."
        },
        footer = {"", "Example:", "  insight trace gateway.eu.internal:443 --tls --hops gateway-eu,payments"})
final class TraceCommand implements Callable<Integer> {
    private static final Duration LEAST_PARTIAL = Duration.ofMillis(50);

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private TargetOptions options = new TargetOptions();

    @Option(names = "--count", paramLabel = "N", description = "End after so many probes; else at Ctrl-C.")
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
        Probe first = options.probe(options.hops()).interval(every).build();
        Logs.quiet();
        Lookups.anew();
        TraceView view = new TraceView(spec.commandLine().getOut(), terminal, json, count, Ticker.system());
        Signals.on("INT", view::end);
        Signals.on("TERM", view::end);
        // Asked for though the user named the hops: the first calls of a process load its classes and would be told as
        // time of the path. On a thread of its own, for Ctrl-C is not to wait for those who do not answer.
        CompletableFuture<List<String>> learned =
                CompletableFuture.supplyAsync(() -> learn(first), TraceCommand::onThread);
        PathStore store = PathStore.create();
        AtomicReference<@Nullable Insight> running = new AtomicReference<>();
        try {
            PathSnapshot path = view.watch(first, learned, () -> {
                Probe probe = probe(every, options.hops().isEmpty() ? learned.join() : options.hops());
                running.set(begin(probe, store, view));
                return () -> store.path(probe.path());
            });
            return path != null && path.probes() > path.failures() ? 0 : 1;
        } finally {
            Insight insight = running.get();
            if (insight != null) {
                insight.close();
            }
        }
    }

    private static void onThread(Runnable task) {
        Thread thread = new Thread(task, "insight-learn");
        thread.setDaemon(true);
        thread.start();
    }

    private Probe probe(Duration every, List<String> hops) {
        return options.probe(hops)
                .interval(every)
                .coldInterval(Duration.ZERO)
                .partialInterval(partialInterval(every, hops.size()))
                .build();
    }

    private static Insight begin(Probe probe, PathStore store, TraceView view) {
        Insight insight = Insight.builder(GrpcInsight.transport())
                .targets(TargetSource.of(probe))
                .listener(store)
                .listener(view)
                .build();
        insight.start();
        return insight;
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
