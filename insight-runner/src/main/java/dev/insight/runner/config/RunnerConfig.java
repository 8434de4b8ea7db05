package dev.insight.runner.config;

import dev.insight.probe.Probe;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A configuration file's content, checked. Immutable.
 *
 * @param region where the runner runs
 * @param listen where metrics and the API are served
 * @param probes the paths to measure, no two the same
 * @param http who may reach the HTTP side, and how it is secured
 */
public record RunnerConfig(String region, InetSocketAddress listen, List<Probe> probes, HttpConfig http) {
    public RunnerConfig {
        probes = List.copyOf(probes);
    }
}
