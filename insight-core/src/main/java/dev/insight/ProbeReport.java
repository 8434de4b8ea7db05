package dev.insight;

import dev.insight.decomposition.Decomposition;
import dev.insight.probe.ProbeResult;

/**
 * One probe's result with all that was made of it. Immutable.
 *
 * @param result what the transport saw
 * @param decomposition the latency split by hop and link
 */
public record ProbeReport(ProbeResult result, Decomposition decomposition) {}
