package dev.insight.runner.blackbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One probe that is asked for. Immutable.
 *
 * @param module how
 * @param target of what
 * @param hostname whose certificate is wanted over TCP where the module does not say, or null for the target's host
 * @param timeout how long it may take
 */
public record ProbeRequest(
        ProbeModule.Known module, String target, @Nullable String hostname, Duration timeout) {}
