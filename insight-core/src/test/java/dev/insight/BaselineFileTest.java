package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.insight.decomposition.Decomposer;
import dev.insight.diagnosis.Diagnoser;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.FakeTicker;
import dev.insight.probe.FakeTransport;
import dev.insight.probe.Outcome;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Probes;
import dev.insight.probe.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineFileTest {
    /** Magic, version and time come first. */
    private static final int HEADER = 16;

    private final FakeTicker ticker = new FakeTicker();

    @TempDir
    private Path folder;

    @Test
    void what_was_learned_is_there_after_a_restart() throws IOException {
        Diagnoser before = learned();
        file().saveAtLast(before);
        byte[] saved = Files.readAllBytes(path());

        Diagnoser after = Diagnoser.create(verdict -> {});
        file().restore(after);
        after.added(probe());
        file().saveAtLast(after);

        assertThat(body(Files.readAllBytes(path()))).isEqualTo(body(saved));
        assertThat(saved.length).isGreaterThan(body(empty()).length + 300);
    }

    @Test
    void it_is_saved_every_few_minutes() {
        BaselineFile file = file();
        Diagnoser diagnoser = learned();
        file.saveIfDue(diagnoser);
        assertThat(path()).doesNotExist();

        ticker.advance(Duration.ofMinutes(5));
        file.saveIfDue(diagnoser);
        await().untilAsserted(() -> assertThat(path()).isNotEmptyFile());
    }

    @Test
    void a_file_of_no_use_is_said_and_replaced() throws IOException {
        Files.writeString(path(), "something else altogether");
        BaselineFile file = file();
        Diagnoser diagnoser = learned();

        assertThatCode(() -> file.restore(diagnoser)).doesNotThrowAnyException();
        file.saveAtLast(diagnoser);
        assertThat(Files.readAllBytes(path())).startsWith('I', 'N', 'S', 'D');
    }

    @Test
    void a_place_that_cannot_be_written_hurts_nobody() {
        BaselineFile file = new BaselineFile(folder.resolve("nowhere").resolve("file"), Thread::new, ticker);

        assertThatCode(() -> file.saveAtLast(learned())).doesNotThrowAnyException();
    }

    @Test
    void an_insight_saves_as_it_closes() {
        Insight insight = Insight.builder(new FakeTransport(call -> {}))
                .baselines(path())
                .build()
                .start();
        assertThat(path()).doesNotExist();
        insight.close();
        assertThat(path()).isNotEmptyFile();
    }

    private Path path() {
        return folder.resolve("baselines");
    }

    private BaselineFile file() {
        return new BaselineFile(path(), Thread::new, ticker);
    }

    private byte[] empty() throws IOException {
        Path other = folder.resolve("empty");
        new BaselineFile(other, Thread::new, ticker).saveAtLast(Diagnoser.create(verdict -> {}));
        return Files.readAllBytes(other);
    }

    private static byte[] body(byte[] saved) {
        return Arrays.copyOfRange(saved, HEADER, saved.length);
    }

    private static Probe probe() {
        return Probes.builder("learned", "gateway", "learned").build();
    }

    private Diagnoser learned() {
        Diagnoser diagnoser = Diagnoser.create(verdict -> {});
        Probe probe = probe();
        diagnoser.added(probe);
        List<String> hops = probe.route().hops();
        for (int i = 0; i < 50; i++) {
            Slot slot = new Slot(probe, ProbeKind.WARM, null, i, 0, ticker.epochMicros());
            HopStamp stamp = HopStamp.builder(hops.get(hops.size() - 1))
                    .totalNanos(1_000_000 + i)
                    .build();
            ProbeResult result = ProbeResult.builder(slot, Outcome.ok())
                    .latencyNanos(3_000_000 + i)
                    .path(HopPath.of(stamp))
                    .build();
            diagnoser.observe(result, Decomposer.decompose("prober", result.latencyNanos(), result.path(), hops));
            ticker.advance(Duration.ofSeconds(5));
        }
        return diagnoser;
    }
}
