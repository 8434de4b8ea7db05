package dev.insight.runner.cli;

import dev.insight.grpc.GrpcInsight;
import dev.insight.hop.Ticker;
import dev.insight.runner.Runner;
import dev.insight.runner.RunnerBuilder;
import dev.insight.runner.cluster.Member;
import dev.insight.runner.config.ConfigException;
import dev.insight.runner.config.RunnerConfig;
import dev.insight.runner.export.OtlpExport;
import dev.insight.runner.global.GlobalWatch;
import dev.insight.runner.load.HostLoads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        customSynopsis = "insight run --config FILE [OPTION]...",
        description = "Probes for ever and serves metrics and the API.",
        footer = {
            "",
            "SIGHUP or POST /-/reload reads the file again: only paths that changed are",
            "touched, and a bad file changes nothing. SIGTERM ends it, exit code 0.",
            "",
            "Example:",
            "  insight run --config insight.yaml"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, YAML.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write every report to this file, a JSON object a line.")
    private @Nullable Path recording;

    @Option(
            names = "--baselines",
            paramLabel = "FILE",
            description = "Where what paths usually take outlives a restart; unless set, beside the configuration.")
    private @Nullable Path baselines;

    @Option(names = "--no-baselines", description = "Keep it nowhere: a restart learns anew.")
    private boolean forgetful;

    @Option(
            names = "--incidents",
            paramLabel = "FILE",
            description = "Where incidents outlive a restart; unless set, beside the configuration.")
    private @Nullable Path incidents;

    @Option(names = "--no-incidents", description = "Keep them nowhere: a restart forgets them.")
    private boolean forgetsIncidents;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        requireOneOf("baselines", baselines, forgetful);
        requireOneOf("incidents", incidents, forgetsIncidents);
        Logs.brief();
        Lookups.anew();
        ConfiguredTargets targets;
        try {
            targets = new ConfiguredTargets(file);
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return 1;
        }
        RunnerConfig config = targets.config();
        Path keptBaselines = KeptFile.BASELINES.place(baselines, forgetful, file, err);
        Path keptIncidents = KeptFile.INCIDENTS.place(incidents, forgetsIncidents, file, err);
        // The runner is closed first, for it asks the others; the export with it, and here if it comes to none.
        try (targets;
                HostLoads loads = hostLoads(config);
                GlobalWatch global = globalWatch(config);
                OtlpExport export = export(config);
                Member member = member(config, targets);
                Runner runner = builder(targets, member, export, loads, global, keptBaselines, keptIncidents)
                        .build()) {
            run(targets, member, runner);
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private RunnerBuilder builder(
            ConfiguredTargets targets,
            @Nullable Member member,
            @Nullable OtlpExport export,
            @Nullable HostLoads loads,
            @Nullable GlobalWatch global,
            @Nullable Path keptBaselines,
            @Nullable Path keptIncidents) {
        RunnerConfig config = targets.config();
        RunnerBuilder builder = Runner.builder()
                .listen(config.listen())
                .security(config.http())
                .targets(member == null ? targets : member)
                .transport(export == null ? GrpcInsight.transport() : export.transport())
                .probes(() -> targets.config().blackbox())
                .regions(() -> targets.config().regions())
                .reload(targets::reload)
                .history(config.history())
                .listener(new IncidentLog());
        if (export != null) {
            builder.export(export);
        }
        if (member != null) {
            builder.vantages(member).listener(member.listener());
        }
        if (recording != null) {
            builder.record(recording);
        }
        if (keptBaselines != null) {
            builder.baselines(keptBaselines);
        }
        if (keptIncidents != null) {
            builder.incidents(keptIncidents);
        }
        if (loads != null) {
            builder.loads(loads);
        }
        if (global != null) {
            builder.global(global);
        }
        return builder;
    }

    private void run(ConfiguredTargets targets, @Nullable Member member, Runner runner)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RunnerConfig config = targets.config();
        CountDownLatch ended = new CountDownLatch(1);
        Signals.on("TERM", ended::countDown);
        Signals.on("INT", ended::countDown);
        if (!Signals.on("HUP", () -> reload(runner, err))) {
            err.println("insight: SIGHUP does nothing here (nohup has it ignored); POST /-/reload still reloads");
            err.flush();
        }
        targets.start();
        runner.start();
        if (member != null) {
            member.join(runner::refresh);
        }
        out.println(startupLine(config, runner));
        out.flush();
        ended.await();
        if (member != null) {
            member.close(); // before the last probes are waited for, so that others begin meanwhile
        }
    }

    /** What shares the paths with other runners, or null where this one probes all. */
    private static @Nullable Member member(RunnerConfig config, ConfiguredTargets targets) {
        return config.member() == null ? null : Member.of(config.member(), targets, Ticker.system());
    }

    /** What sends metrics and traces, or null where nothing does. */
    private static @Nullable OtlpExport export(RunnerConfig config) {
        try {
            return config.export() == null ? null : OtlpExport.start(config.export());
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /** What reads hosts' load, or null where that is unknown. */
    private static @Nullable HostLoads hostLoads(RunnerConfig config) {
        try {
            return config.hostLoad() == null ? null : HostLoads.start(config.hostLoad());
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /** What reads the global view, or null where there is none. */
    private static @Nullable GlobalWatch globalWatch(RunnerConfig config) {
        try {
            return config.global() == null ? null : GlobalWatch.start(config.global());
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private void requireOneOf(String what, @Nullable Path chosen, boolean isRefused) {
        if (isRefused && chosen != null) {
            throw new ParameterException(spec.commandLine(), "--" + what + " and --no-" + what + " exclude each other");
        }
    }

    private static String startupLine(RunnerConfig config, Runner runner) {
        int paths = config.probes().size();
        boolean isAll = config.discovery().isEmpty() && config.member() == null;
        return "insight: probing " + paths + (paths == 1 ? " path" : " paths")
                + (isAll ? "" : config.discovery().isEmpty() ? ", shared with others," : " and what is discovered,")
                + " from " + config.region()
                + ", serving " + runner.uri();
    }

    private static void reload(Runner runner, PrintWriter err) {
        try {
            runner.reload();
            err.println("insight: reloaded");
        } catch (Exception e) {
            err.println("insight: not reloaded, everything stays as it was:\n" + e.getMessage());
        }
        err.flush();
    }
}
