package dev.insight;

import java.time.Duration;

/**
 * How the prober itself does. Immutable.
 *
 * @param paths paths probed now
 * @param channels connections' owners open now
 * @param outstanding probes sent and not yet answered
 * @param droppedReports reports lost since the start because listeners could not keep up
 * @param listenerFaults exceptions that listeners, diagnosis or the sources of targets and loads threw since the
 *     start
 * @param targetsAge how old the target source's answer is; since the start as long as it gave none
 * @param targetsKnown whether the target source has answered and that was put into effect: until then, no paths means
 *     nothing
 */
public record InsightStatus(
        int paths,
        int channels,
        int outstanding,
        long droppedReports,
        long listenerFaults,
        Duration targetsAge,
        boolean targetsKnown) {}
