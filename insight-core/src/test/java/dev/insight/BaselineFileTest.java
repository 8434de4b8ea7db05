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
import dev.insight.probe.TargetSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        after.save(again);

        assertThat(body(again.toByteArray())).isEqualTo(body(saved));
        assertThat(saved).hasSizeGreaterThan(HEADER + 300);
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
    void a_file_that_is_damaged_is_said_and_replaced() throws IOException {
        Files.write(path(), new byte[] {'I', 'N', 'S', 'D', 0, 0, 0});
        BaselineFile file = file();
        Diagnoser diagnoser = learned();

        assertThatCode(() -> file.restore(diagnoser)).doesNotThrowAnyException();
        file.saveAtLast(diagnoser);
        assertThat(Files.readAllBytes(path())).hasSizeGreaterThan(HEADER).startsWith('I', 'N', 'S', 'D');
    }

    @Test
    void a_file_of_somebody_else_s_is_left_as_it_is() throws IOException {
        byte[] newer = {'I', 'N', 'S', 'D', 0, 0, 0, 99, 1, 2, 3};
        for (byte[] foreign : List.of("region: eu, and so on".getBytes(StandardCharsets.UTF_8), newer)) {
            Files.write(path(), foreign);
            BaselineFile file = file();
            Diagnoser diagnoser = learned();
            file.restore(diagnoser);
            file.saveAtLast(diagnoser);

            assertThat(path()).hasBinaryContent(foreign);
        }
        Files.delete(path());
        Files.createDirectory(path());
        BaselineFile file = file();
        file.restore(learned());
        file.saveAtLast(learned());
        assertThat(path()).isDirectory();
    }

    @Test
    void what_has_seen_nothing_writes_over_nothing() throws IOException {
        file().saveAtLast(learned());
        byte[] saved = Files.readAllBytes(path());
        BaselineFile file = file();
        Diagnoser started = Diagnoser.create(verdict -> {});
        file.restore(started);
        started.added(probe());
        file.saveAtLast(started);

        assertThat(path()).hasBinaryContent(saved);
    }

    @Test
    void of_two_that_keep_the_same_file_the_first_does() throws IOException {
        BaselineFile first = file();
        ticker.advance(Duration.ofMinutes(5));
        first.saveIfDue(learned());
        await().untilAsserted(() -> assertThat(path()).isNotEmptyFile());
        byte[] saved = Files.readAllBytes(path());
        BaselineFile second = file();
        Diagnoser other = Diagnoser.create(verdict -> {});
        feed(other, Probes.builder("other", "gateway", "other").build());
        second.saveAtLast(other);
        assertThat(path()).hasBinaryContent(saved);

        first.unlock();
        file().saveAtLast(other);
        assertThat(Files.readAllBytes(path())).isNotEqualTo(saved);
    }

    @Test
    void an_insight_keeps_others_from_it_from_its_start_to_its_end() {
        CountDownLatch begun = new CountDownLatch(1);
        try (Insight insight = Insight.builder(FakeTransport.answering(1_000_000))
                .targets(TargetSource.of(probe()))
                .baselines(path())
                .listener(new InsightListener() {
                    @Override
                    public void onAdded(Probe probe) {
                        begun.countDown();
                    }
                })
                .build()) {
            assertThat(folder).as("built, and not started").isEmptyDirectory();
            insight.start();
            await().until(() -> begun.getCount() == 0);
            assertThat(path()).as("nothing to save yet").doesNotExist();
            assertThat(file().lock()).isFalse();
        }
        assertThat(file().lock()).isTrue();
    }

    @Test
    void a_link_to_the_file_stays_one() throws IOException {
        Path real = folder.resolve("real");
        Files.createFile(real);
        Files.createSymbolicLink(path(), real);
        file().saveAtLast(learned());

        assertThat(path()).isSymbolicLink();
        assertThat(real).isNotEmptyFile();
    }

    @Test
    void a_place_that_cannot_be_written_hurts_nobody() {
        BaselineFile file = new BaselineFile(folder.resolve("nowhere").resolve("file"), Thread::new, ticker);

        assertThatCode(() -> file.saveAtLast(learned())).doesNotThrowAnyException();
    }

    @Test
    void an_insight_saves_as_it_closes_what_it_was_only_just_told_too() throws IOException {
        FakeTransport transport = FakeTransport.answering(1_000_000);
        Insight insight = Insight.builder(transport)
                .targets(TargetSource.of(probe()))
                .baselines(path())
                .build()
                .start();
        await().until(() -> transport.count() > 0);
        assertThat(path()).doesNotExist();
        insight.close();
        byte[] saved = Files.readAllBytes(path());
        assertThat(saved).isNotEmpty();

        file().saveAtLast(learned());
        assertThat(Files.readAllBytes(path())).as("others may keep it now").isNotEqualTo(saved);
    }

    private Path path() {
        return folder.resolve("baselines");
    }

    private BaselineFile file() {
        return new BaselineFile(path(), Thread::new, ticker);
    }

    private static byte[] body(byte[] saved) {
        return Arrays.copyOfRange(saved, HEADER, saved.length);
    }

    private static Probe probe() {
        return Probes.builder("learned", "gateway", "learned").build();
    }

    private Diagnoser learned() {
        Diagnoser diagnoser = Diagnoser.create(verdict -> {});
        feed(diagnoser, probe());
        return diagnoser;
    }

    private void feed(Diagnoser diagnoser, Probe probe) {
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
    }
}
