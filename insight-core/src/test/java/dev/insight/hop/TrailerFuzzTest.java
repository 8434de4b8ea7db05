package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrailerFuzzTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void hostile_trailers_cost_little_and_break_nothing() {
        TrailerFuzz fuzz = TrailerFuzz.run(300_000);

        assertThat(fuzz.firstFailure()).isNull();
        assertThat(fuzz.maxNanos()).isLessThan(1_000_000_000);
        assertThat(fuzz.retainedBytes()).isLessThan(16 * MEGABYTE);
    }

    /** Writes the table to the file that the system property {@code trailerFuzz.results} names, if any. */
    @Test
    @Tag("fuzz10m")
    void ten_million_hostile_trailers_cost_little_and_break_nothing() throws IOException {
        TrailerFuzz fuzz = TrailerFuzz.run(10_000_000);

        System.out.println(fuzz.table());
        String results = System.getProperty("trailerFuzz.results", "");
        if (!results.isEmpty()) {
            Files.writeString(Path.of(results), report(fuzz));
        }
        assertThat(fuzz.firstFailure()).isNull();
        assertThat(fuzz.maxNanos()).isLessThan(1_000_000_000);
        assertThat(fuzz.retainedBytes()).isLessThan(16 * MEGABYTE);
    }

    private static String report(TrailerFuzz fuzz) {
        return """
                # Ten million hostile trailers

                Written by `TrailerFuzzTest` on %s %s, %s processors:

                    mvn -pl insight-core test -Psoak -Dgroups=fuzz10m -Dtest=TrailerFuzzTest \\
                      -DtrailerFuzz.results=$PWD/insight-benchmarks/results/trailer-fuzz.md

                Each input is read as servers and probes read it, as bytes of any value; a stamp is added behind it as a hop
                adds its own, and an ask is read. Inputs that took more than 100 microseconds were read five times and count
                with the least, so that the machine's pauses are not put down to the reader.

                %s""".formatted(
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        Runtime.getRuntime().availableProcessors(),
                        fuzz.table());
    }
}
