package dev.insight.runner.config;

import dev.insight.probe.Probe;
import dev.insight.runner.blackbox.BlackboxConfig;
import dev.insight.runner.cluster.MemberConfig;
import dev.insight.runner.export.ExportConfig;
import dev.insight.runner.global.GlobalConfig;
import dev.insight.runner.history.HistoryConfig;
import dev.insight.runner.load.HostLoadConfig;
import dev.insight.runner.region.RegionConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file's content, checked. Immutable.
 *
 * @param region where the runner runs
 * @param listen where metrics and the API are served
 * @param probes the paths to measure, no two the same
 * @param http who may reach the HTTP side, and how it is secured
 * @param discovery how further paths are found
 * @param member how this runner is known to Consul, or null if it is not
 * @param hostLoad where hosts' load is read, or null if it is unknown
 * @param blackbox what is probed when {@code /probe} is asked
 * @param export where metrics and traces are sent besides, or null if nowhere
 * @param global where the global view is read, or null if there is none
 * @param regions where regions are, of those the file says something of
 * @param history how much of the past is kept
 */
public record RunnerConfig(
        String region,
        InetSocketAddress listen,
        List<Probe> probes,
        HttpConfig http,
        List<DiscoveredTargets> discovery,
        @Nullable MemberConfig member,
        @Nullable HostLoadConfig hostLoad,
        BlackboxConfig blackbox,
        @Nullable ExportConfig export,
        @Nullable GlobalConfig global,
        Map<String, RegionConfig> regions,
        HistoryConfig history) {
    public RunnerConfig {
        probes = List.copyOf(probes);
        discovery = List.copyOf(discovery);
        regions = Map.copyOf(regions);
    }

    /** The keys of the file of which a change is taken up at the next start alone, for a message. */
    public static List<String> takenUpAtStart() {
        return Schema.ROOT.keys().stream()
                .filter(key -> key.takenUp == TakenUp.RESTART)
                .map(key -> key.name)
                .toList();
    }

    /** Whether a runner that was started with {@code other} differs from one started with this in nothing that a reload leaves. */
    public boolean startsAs(RunnerConfig other) {
        return listen.equals(other.listen)
                && http.equals(other.http)
                && Objects.equals(member, other.member)
                && Objects.equals(hostLoad, other.hostLoad)
                && Objects.equals(global, other.global)
                && Objects.equals(export, other.export)
                && history.equals(other.history);
    }
}
