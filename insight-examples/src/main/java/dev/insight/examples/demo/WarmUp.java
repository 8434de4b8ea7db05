package dev.insight.examples.demo;

import dev.insight.Insight;
import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.examples.lab.Lab;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the JVM compile what it will measure, and hops connect to each other, by probes that nobody counts: the first calls
 * of a cold JVM take milliseconds on each hop and say nothing of the lab.
 */
final class WarmUp {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int REPORTS = 360;
    private static final int MAX_SECONDS = 8;

    private WarmUp() {}

    static void run(Lab lab) {
        CountDownLatch reports = new CountDownLatch(REPORTS);
        List<Probe> probes = lab.probes(INTERVAL);
        try (Insight insight = Insight.builder(GrpcInsight.transport())
                .targets(() -> probes)
                .listener(new InsightListener() {
                    @Override
                    public void onReport(ProbeReport report) {
                        reports.countDown();
                    }
                })
                .build()) {
            insight.start();
            if (!reports.await(MAX_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(WarmUp.class.getName())
                        .log(System.Logger.Level.DEBUG, "a slow machine: {0} probes short", reports.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
