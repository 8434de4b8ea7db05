package dev.insight.examples.demo;

import dev.insight.examples.lab.Lab;
import dev.insight.probe.Probe;
import dev.insight.probe.Target;
import java.time.Duration;

/** The command line by which a trace in another terminal goes the lab's way. */
final class TraceLine {
    private static final String MORE = " \\\n  ";

    private TraceLine() {}

    /** From eu to sg, forwarded; broken as a shell goes on reading. */
    static String of(Lab lab) {
        for (Probe probe : lab.probes(Duration.ofSeconds(1))) {
            if (probe.path().toString().startsWith("eu>sg/forwarded/")) {
                return of(probe.target());
            }
        }
        throw new IllegalStateException("the lab has no path from eu to sg");
    }

    private static String of(Target target) {
        String port = target.address().substring(target.address().lastIndexOf(':') + 1);
        StringBuilder line = new StringBuilder("insight trace 127.0.0.1:" + port);
        line.append(target.authority() == null ? "" : MORE + "--authority " + target.authority());
        target.metadata()
                .forEach((key, value) -> line.append(MORE).append("--metadata ").append(key + "=" + value));
        line.append(
                target.tls() == null ? "" : MORE + "--tls-ca " + target.tls().ca());
        return line.toString();
    }
}
