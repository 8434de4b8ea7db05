package dev.insight.runner.incidents;

import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.Verdict;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.runner.SampleReports;
import dev.insight.runner.replay.VerdictJson;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentJournalTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private final FakeDisk disk = new FakeDisk();
    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new SetTicker();
    private Path file;
    private PathStore store = PathStore.create();
    private @Nullable IncidentJournal journal;

    @BeforeEach
    void begin() {
        file = folder.resolve("insight.yaml.incidents");
    }

    @AfterEach
    void end() {
        if (journal != null) {
            journal.close();
        }
    }

    @Test
    void incidents_are_there_again_with_all_that_was_told_of_them() {
        restart();
        Evidence evidence = new Evidence(
                "mediary-sg: +41.2 ms, \"queued\"",
                "delay",
                41_235_000,
                "mediary-sg-2",
                "a>b (34 times less likely)",
                List.of(new Evidence.Cleared("gateway-eu", 1_900_000)),
                List.of("gateway-sg"),
                new Vantage(1, 2),
                new Evidence.Numbers(39_800_000, 0.96, 12, -1));
        Verdict told = new Verdict(
                1_760_001_510_000_001L,
                "x-i1",
                State.UPDATE,
                Cause.HOP_OVERLOADED,
                "mediary-sg",
                0.9712,
                evidence,
                1_760_001_500_250_000L,
                List.of(new PathId("eu", "sg", "forwarded", "echo"), new PathId("us", "sg", "direct", "echo")));
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        store.onVerdict(told);
        store.onVerdict(verdict("x-i2", State.OPEN, Cause.LINK_DOWN, "a>b", 11));
        store.onVerdict(verdict("x-i2", State.CLOSE, Cause.LINK_DOWN, "a>b", 71));
        IncidentSnapshot open = store.incident("x-i1");
        IncidentSnapshot closed = store.incident("x-i2");

        restart();

        assertThat(store.incidents()).extracting(IncidentSnapshot::id).containsExactly("x-i1", "x-i2");
        IncidentSnapshot interrupted = store.incident("x-i1");
        assertThat(VerdictJson.line(interrupted.latest())).isEqualTo(VerdictJson.line(told));
        assertThat(interrupted.isInterrupted()).isTrue();
        assertThat(interrupted.openedEpochMicros()).isEqualTo(open.openedEpochMicros());
        assertThat(interrupted.closedEpochMicros()).isEqualTo(told.epochMicros());
        assertThat(interrupted.timeline()).isEqualTo(open.timeline());
        assertThat(store.incident("x-i2").timeline()).isEqualTo(closed.timeline());
        assertThat(store.incident("x-i2").closedEpochMicros()).isEqualTo(closed.closedEpochMicros());
    }

    @Test
    void one_that_is_open_and_no_news_was_open_until_the_process_was_killed() {
        restart();
        await().until(() -> disk.moves.get() == 1);
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        store.onVerdict(verdict("x-i2", State.OPEN, Cause.HOP_SLOW, "mediary-us", 10));
        store.onVerdict(verdict("x-i2", State.CLOSE, Cause.HOP_SLOW, "mediary-us", 80));
        nanos.addAndGet(TimeUnit.HOURS.toNanos(2));
        await().until(() -> FakeDisk.text(file).contains("\"open\":[\"x-i1\"]"));

        for (int life = 0; life < 3; life++) { // told anew it is the same, and goes on for no later process
            restart();
            assertThat(store.incident("x-i1").closedEpochMicros()).isEqualTo(ticker.epochMicros());
            assertThat(store.incident("x-i2").isInterrupted()).isFalse();
        }
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(5));
        store.onVerdict(verdict("y-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 7_300));
        restart();

        assertThat(store.incident("y-i1").continues()).isEqualTo("x-i1");
        assertThat(store.incident("x-i1").closedEpochMicros())
                .isEqualTo(SampleReports.EPOCH_MICROS + TimeUnit.HOURS.toMicros(2));
    }

    @Test
    void one_that_a_drained_process_left_open_was_open_until_its_end() {
        restart();
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        store.ending();
        store.onRemoved(SampleReports.PROBE);
        store.onVerdict(verdict("x-i1", State.CLOSE, Cause.HOP_SLOW, "mediary-sg", 7_000));

        restart();

        assertThat(store.incident("x-i1")).satisfies(incident -> {
            assertThat(incident.isInterrupted()).isTrue();
            assertThat(incident.closedEpochMicros()).isEqualTo(SampleReports.EPOCH_MICROS + 7_000_000_000L);
            assertThat(incident.timeline()).hasSize(1);
        });
    }

    @Test
    void what_continues_another_does_so_after_the_next_restart_too() {
        restart();
        store.onVerdict(verdict("a-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        restart();
        store.onVerdict(verdict("b-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 60));
        store.onVerdict(verdict("b-i1", State.CLOSE, Cause.HOP_SLOW, "mediary-sg", 90));

        restart();

        assertThat(store.incident("b-i1").continues()).isEqualTo("a-i1");
        assertThat(store.incident("b-i1").openedEpochMicros())
                .isEqualTo(store.incident("a-i1").openedEpochMicros());
        store.onVerdict(verdict("c-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 100));
        assertThat(store.incident("c-i1").continues()).isNull();
    }

    @Test
    void what_is_told_is_on_the_disk_at_once_and_made_to_last() {
        restart();
        await().until(() -> disk.moves.get() == 1);
        int before = disk.syncs.get();

        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));

        await().until(() -> disk.syncs.get() > before);
        assertThat(FakeDisk.text(file)).contains("\"id\":\"x-i1\"").endsWith("}\n");
    }

    @Test
    void a_line_that_was_cut_short_is_left_out_and_the_next_is_whole() throws IOException {
        restart();
        await().until(() -> disk.moves.get() == 1);
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        store.onVerdict(verdict("x-i2", State.OPEN, Cause.HOP_SLOW, "mediary-us", 11));
        stop();
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 2; cut < 200; cut += 17) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            restart();
            assertThat(store.incidents()).extracting(IncidentSnapshot::id).containsExactly("x-i1");
            store.onVerdict(verdict("y-i1", State.OPEN, Cause.HOP_DOWN, "mediary-jp", 12));

            restart();
            assertThat(store.incidents()).extracting(IncidentSnapshot::id).containsExactly("y-i1", "x-i1");
            stop();
        }
    }

    @Test
    void lines_that_something_else_wrote_are_skipped() throws IOException {
        restart();
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        stop();
        String sound = Files.readString(file);
        String forged = sound.lines().skip(1).findFirst().orElseThrow().replace("x-i1", "x-i9");
        Files.writeString(
                file,
                forged + "\nhello\n\n{\"crc\":\"00000000\",\"t\":1}\n{\"crc\":\"\n\u0000\u0000\n"
                        + "x".repeat(2 * MEBIBYTE) + "\n",
                StandardOpenOption.APPEND);
        restart();
        store.onVerdict(verdict("x-i2", State.OPEN, Cause.HOP_SLOW, "mediary-us", 20));
        restart();

        assertThat(store.incidents()).extracting(IncidentSnapshot::id).containsExactly("x-i2", "x-i1");
    }

    @Test
    void what_belongs_to_another_program_or_a_later_version_is_left_as_it_is() throws IOException {
        for (String foreign : List.of(
                "region: eu\n", "{\"insight\":\"incidents\",\"version\":2}\n", "x", "\n", "{\"type\":\"path\"}\n")) {
            Files.writeString(file, foreign);

            restart();
            store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));

            assertThat(journal).isNull();
            assertThat(store.incidents()).hasSize(1);
            assertThat(file).hasContent(foreign);
        }
    }

    @Test
    void half_a_first_line_is_one_s_own() throws IOException {
        for (String stump : List.of("", "{", "{\"insight\":\"incidents\",\"version\":1")) {
            Files.writeString(file, stump);

            restart();
            store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
            restart();

            assertThat(store.incidents()).hasSize(1);
            stop();
        }
    }

    @Test
    void one_runner_keeps_a_file_and_another_is_refused_until_it_is_gone() {
        restart();
        PathStore second = PathStore.create();

        assertThat(IncidentJournal.keep(second, file)).isNull();

        second.onVerdict(verdict("y-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        assertThat(second.incidents()).hasSize(1);
        stop();
        try (IncidentJournal later = IncidentJournal.keep(second, file)) {
            assertThat(later).isNotNull();
        }
    }

    @Test
    void where_nothing_can_be_written_incidents_are_kept_by_the_store_alone() throws IOException {
        file = folder.resolve("nowhere").resolve("incidents");
        restart();
        assertThat(journal).isNull();

        file = Files.createDirectory(folder.resolve("folder"));
        restart();
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));

        assertThat(journal).isNull();
        assertThat(store.incidents()).hasSize(1);
    }

    @Test
    void a_full_disk_is_said_and_when_there_is_room_again_nothing_is_missing() {
        restart();
        await().until(() -> disk.moves.get() == 1);
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        await().until(() -> FakeDisk.text(file).contains("x-i1"));

        disk.room.set(100);
        store.onVerdict(verdict("x-i2", State.OPEN, Cause.HOP_SLOW, "mediary-us", 20));
        await().until(() -> journal.late() == 1);
        store.onVerdict(verdict("x-i3", State.OPEN, Cause.HOP_SLOW, "mediary-jp", 30));
        await().until(() -> journal.late() == 2);
        store.onVerdict(verdict("x-i2", State.CLOSE, Cause.HOP_SLOW, "mediary-us", 90));
        await().until(() -> journal.late() == 3);

        disk.room.set(Long.MAX_VALUE);
        nanos.addAndGet(10_000_000_000L);
        await().until(() -> disk.moves.get() == 2);
        store.onVerdict(verdict("x-i4", State.OPEN, Cause.HOP_SLOW, "mediary-br", 91));
        restart();

        assertThat(store.incidents()).extracting(IncidentSnapshot::id).containsExactly("x-i4", "x-i2", "x-i3", "x-i1");
        assertThat(store.incident("x-i2").timeline()).hasSize(2);
    }

    @Test
    void a_disk_that_cannot_make_it_last_is_one_that_refuses() {
        restart();
        await().until(() -> disk.moves.get() == 1);
        disk.refusesSyncs = true;
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        await().until(() -> journal.late() == 1);

        disk.refusesSyncs = false;
        stop();
        restart();

        assertThat(store.incidents()).hasSize(1);
        assertThat(store.incident("x-i1").timeline()).hasSize(1);
    }

    @Test
    void a_journal_that_grows_is_written_anew_with_the_latest_two_hundred() throws IOException {
        restart();
        for (int i = 0; i < 2_000; i++) {
            String id = "x-i" + i;
            store.onVerdict(verdict(id, State.OPEN, Cause.HOP_SLOW, "mediary-sg", 2L * i));
            store.onVerdict(verdict(id, State.CLOSE, Cause.HOP_SLOW, "mediary-sg", 2L * i + 1));
            if (i % 200 == 199) {
                await().until(() -> FakeDisk.text(file).contains("\"" + id + "\"")); // the queue is bounded
            }
        }
        List<IncidentSnapshot> before = store.incidents();
        stop();
        assertThat(disk.moves.get()).isBetween(2, 10);
        assertThat(Files.size(file)).isLessThan(MEBIBYTE + 200_000);

        restart();

        assertThat(store.incidents())
                .extracting(incident -> VerdictJson.line(incident.latest()), IncidentSnapshot::timeline)
                .isEqualTo(before.stream()
                        .map(incident -> tuple(VerdictJson.line(incident.latest()), incident.timeline()))
                        .toList());
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("insight.yaml.incidents", "insight.yaml.incidents.lock");
    }

    @Test
    void a_long_timeline_is_written_anew_as_it_is() {
        restart();
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 0));
        for (int i = 1; i < 4_000; i++) {
            store.onVerdict(verdict("x-i1", State.UPDATE, Cause.HOP_SLOW, "mediary-sg", i));
            if (i % 500 == 499) {
                String number = "\"n\":" + (i + 1) + ",";
                await().until(() -> FakeDisk.text(file).contains(number)); // the queue is bounded
            }
        }
        IncidentSnapshot before = store.incident("x-i1");
        stop();
        assertThat(disk.moves.get()).isGreaterThan(1);

        restart();

        assertThat(store.incident("x-i1").timeline()).isEqualTo(before.timeline());
        assertThat(store.incident("x-i1").changes()).isEqualTo(4_000);
    }

    @Test
    void a_crash_before_the_new_file_takes_the_old_one_s_place_loses_nothing() throws IOException {
        restart();
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        stop();
        Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "{\"insight\":\"inci");

        restart();

        assertThat(store.incidents()).hasSize(1);
    }

    @Test
    void a_new_file_that_cannot_take_the_old_one_s_place_is_tried_again() {
        disk.refusesMoves = true;
        restart();
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        await().until(() -> Files.exists(file.resolveSibling(file.getFileName() + ".new")));

        disk.refusesMoves = false;
        stop();
        restart();

        assertThat(store.incidents()).hasSize(1);
    }

    @Test
    void who_may_read_it_stays_as_it_was_when_it_is_written_anew() throws IOException {
        Files.writeString(file, "");
        Set<PosixFilePermission> ownersAlone = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, ownersAlone);

        restart();
        await().until(() -> disk.moves.get() == 1);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(ownersAlone);
    }

    @Test
    void a_link_stays_one() throws IOException {
        Path real = Files.createDirectory(folder.resolve("elsewhere")).resolve("journal");
        restart();
        stop();
        Files.move(file, real);
        Files.createSymbolicLink(file, real);

        restart();
        store.onVerdict(verdict("x-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        stop();

        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(Files.readString(real)).contains("x-i1");
    }

    private void restart() {
        stop();
        store = PathStore.create();
        journal = IncidentJournal.keep(store, file, disk, ticker);
    }

    private void stop() {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }

    /** Goes on only when it is told to. */
    private final class SetTicker implements Ticker {
        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public long epochMicros() {
            return SampleReports.EPOCH_MICROS + nanos.get() / 1_000;
        }
    }
}
