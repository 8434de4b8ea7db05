package dev.insight.runner;

import dev.insight.InsightListener;
import dev.insight.diagnosis.LoadSource;
import dev.insight.diagnosis.VantageSource;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.TargetSource;
import dev.insight.runner.blackbox.BlackboxConfig;
import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.export.OtlpExport;
import dev.insight.runner.global.GlobalWatch;
import dev.insight.runner.history.HistoryConfig;
import dev.insight.runner.http.ReloadAction;
import dev.insight.runner.region.RegionConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a runner is made of. Not safe for use by many threads. */
public final class RunnerBuilder {
    final List<InsightListener> listeners = new ArrayList<>();
    InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
    TargetSource targets = TargetSource.of();

    @Nullable
    LoadSource loads;

    VantageSource vantages = VantageSource.alone();

    @Nullable
    ProbeTransport transport;

    HttpConfig security = HttpConfig.open();
    Supplier<BlackboxConfig> probes = () -> BlackboxConfig.builtIn(false);

    @Nullable
    ReloadAction reload;

    @Nullable
    OtlpExport export;

    @Nullable
    Path recording;

    @Nullable
    Path baselines;

    @Nullable
    Path incidents;

    @Nullable
    GlobalWatch global;

    Supplier<Map<String, RegionConfig>> regions = Map::of;

    HistoryConfig history = HistoryConfig.otherwise();

    RunnerBuilder() {}

    /** Where HTTP is served, port 0 for any free one; a free port of the loopback interface unless set. */
    public RunnerBuilder listen(InetSocketAddress address) {
        listen = Objects.requireNonNull(address, "address == null");
        return this;
    }

    /** What is to be probed; nothing unless set. */
    public RunnerBuilder targets(TargetSource source) {
        targets = Objects.requireNonNull(source, "source == null");
        return this;
    }

    /** How busy the hops' hosts are, for diagnosis; unknown unless set. */
    public RunnerBuilder loads(LoadSource source) {
        loads = Objects.requireNonNull(source, "source == null");
        return this;
    }

    /** Which other runners see an incident; nobody else looks unless set. */
    public RunnerBuilder vantages(VantageSource source) {
        vantages = Objects.requireNonNull(source, "source == null");
        return this;
    }

    /** What sends the probes; it is closed with the runner. Required. */
    public RunnerBuilder transport(ProbeTransport newTransport) {
        transport = Objects.requireNonNull(newTransport, "transport == null");
        return this;
    }

    /** Adds a listener, told after the runner's own. */
    public RunnerBuilder listener(InsightListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener == null"));
        return this;
    }

    /** Keeps what paths usually take in {@code file} over restarts; it is forgotten unless set. */
    public RunnerBuilder baselines(Path file) {
        baselines = Objects.requireNonNull(file, "file == null");
        return this;
    }

    /** Keeps incidents in {@code file} over restarts, however the process ends; they are forgotten unless set. */
    public RunnerBuilder incidents(Path file) {
        incidents = Objects.requireNonNull(file, "file == null");
        return this;
    }

    /** Where metrics and traces are sent besides; it is closed with the runner. They go nowhere unless set. */
    public RunnerBuilder export(OtlpExport to) {
        export = Objects.requireNonNull(to, "to == null");
        return this;
    }

    /** Writes every report to {@code file} in the recording format; nothing is recorded unless set. */
    public RunnerBuilder record(Path file) {
        recording = Objects.requireNonNull(file, "file == null");
        return this;
    }

    /** TLS, client certificates and basic authentication of the HTTP side; none unless set. */
    public RunnerBuilder security(HttpConfig config) {
        security = Objects.requireNonNull(config, "config == null");
        return this;
    }

    /** What {@code /probe} offers, asked for each time; the built-in modules, for this machine, unless set. */
    public RunnerBuilder probes(Supplier<BlackboxConfig> config) {
        probes = Objects.requireNonNull(config, "config == null");
        return this;
    }

    /** What all regions measure, to be served; it stays the caller's to close. There is no global view unless set. */
    public RunnerBuilder global(GlobalWatch watch) {
        global = Objects.requireNonNull(watch, "watch == null");
        return this;
    }

    /** Where regions are, asked for each time; of those that are not in it by their names, and of all unless set. */
    public RunnerBuilder regions(Supplier<Map<String, RegionConfig>> configured) {
        regions = Objects.requireNonNull(configured, "configured == null");
        return this;
    }

    /** How much memory the past of all paths may take; a quarter of the largest heap, and at least 16 MiB, unless set. */
    public RunnerBuilder history(HistoryConfig config) {
        history = Objects.requireNonNull(config, "config == null");
        return this;
    }

    /** What reads the configuration that the target source answers from; without it there is nothing to reload. */
    public RunnerBuilder reload(ReloadAction action) {
        reload = Objects.requireNonNull(action, "action == null");
        return this;
    }

    public Runner build() {
        return new Runner(this);
    }
}
