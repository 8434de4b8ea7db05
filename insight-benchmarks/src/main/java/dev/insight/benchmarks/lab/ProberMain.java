package dev.insight.benchmarks.lab;

import dev.insight.InsightListener;
import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.runner.Runner;
import dev.insight.runner.config.ConfigFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A runner as {@code insight run} is one, in a process of its own that can be stopped. It is configured by files, one for
 * each region, reads on standard input what the hosts' load is, and says on standard output what diagnosis says.
 */
final class ProberMain implements InsightListener {
    /** gRPC reports at length what faults do to it. Held, since loggers are not. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private long reports;
    private long tainted;

    private ProberMain() {}

    public static void main(String[] args) throws Exception {
        GRPC.setLevel(Level.OFF);
        // As the runner does: what a name means is asked each time.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        List<Probe> probes = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            probes.addAll(ConfigFile.read(Path.of(args[i])).probes());
        }
        Map<String, HostLoad> loads = new ConcurrentHashMap<>();
        try (Runner runner = Runner.builder()
                .targets(() -> probes)
                .loads(() -> List.copyOf(loads.values()))
                .transport(GrpcInsight.transport())
                .record(Path.of(args[0]))
                .listener(new ProberMain())
                .build()) {
            runner.start();
            say("ready", runner.uri().toString());
            readLoads(loads);
        }
    }

    /** Until nobody is there who tells. */
    private static void readLoads(Map<String, HostLoad> into) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] fields = line.split("\t", -1);
            into.put(
                    fields[0],
                    new HostLoad(fields[0], fields[1], Long.parseLong(fields[2]), Double.parseDouble(fields[3])));
        }
    }

    @Override
    public void onReport(ProbeReport report) {
        reports++;
        if (report.result().tainted()) {
            tainted++;
        }
    }

    @Override
    public void onStatus(InsightStatus status) {
        say("pulse", String.valueOf(reports), String.valueOf(tainted));
    }

    @Override
    public void onVerdict(Verdict verdict) {
        say(
                "verdict",
                String.valueOf(verdict.epochMicros()),
                verdict.id(),
                verdict.state().label(),
                verdict.cause().label(),
                verdict.component(),
                String.valueOf(verdict.confidence()),
                verdict.evidence().sentence());
    }

    private static void say(String... fields) {
        System.out.println(String.join("\t", fields));
        System.out.flush();
    }
}
