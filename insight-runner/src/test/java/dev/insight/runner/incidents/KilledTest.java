package dev.insight.runner.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a process that really is killed. */
class KilledTest {
    @TempDir
    Path folder;

    private Path file;
    private Process process;
    private PrintWriter to;
    private BufferedReader from;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("incidents");
        start(0);
    }

    /** Begins the {@code life}th life of the process that tells. */
    private void start(int life) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Teller.class.getName(),
                        file.toString(),
                        Integer.toString(life))
                .redirectError(folder.resolve("err").toFile())
                .start();
        to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        from = process.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void what_was_on_the_disk_before_the_kill_is_there_again() throws Exception {
        tell("a-i1");
        tell("a-i2");
        await().until(() -> Files.readString(file).contains("\"id\":\"a-i2\""));
        kill();

        assertThat(read()).extracting(IncidentSnapshot::id).containsExactly("a-i2", "a-i1");
        assertThat(read()).allSatisfy(incident -> {
            assertThat(incident.isInterrupted()).isTrue();
            assertThat(incident.timeline()).hasSize(2);
        });

        start(1);
        tell("b-i1");
        await().until(() -> Files.readString(file).contains("\"id\":\"b-i1\""));
        kill();

        assertThat(read()).extracting(IncidentSnapshot::id).contains("a-i1", "a-i2", "b-i1");
    }

    @Test
    void another_process_is_refused_until_this_one_is_gone() throws Exception {
        tell("a-i1");

        assertThat(IncidentJournal.keep(PathStore.create(), file)).isNull();
        kill();

        assertThat(read()).isNotNull();
    }

    @Test
    void a_kill_at_any_moment_leaves_a_journal_that_is_read() throws Exception {
        List<String> told = new ArrayList<>();
        for (int life = 0; life < 5; life++) {
            for (int i = 0; i < 30 + 200 * life; i++) {
                String id = life + "-i" + i;
                to.println(id);
                told.add(from.readLine());
            }
            String own = "\"id\":\"" + life + "-i";
            await().until(() -> Files.readString(file).contains(own));
            String seen = latestId(Files.readString(file));
            kill(); // while it writes, as likely as not, or writes all anew

            List<String> kept = read().stream().map(IncidentSnapshot::id).toList();
            assertThat(kept).contains(seen).doesNotHaveDuplicates();
            assertThat(told).containsAll(kept);
            start(life + 1);
        }
    }

    /** Of the last whole line. */
    private static String latestId(String journal) {
        String whole = journal.substring(0, journal.lastIndexOf('\n'));
        int id = whole.lastIndexOf("\"id\":\"") + 6;
        return whole.substring(id, whole.indexOf('"', id));
    }

    private void tell(String id) throws IOException {
        to.println(id);
        assertThat(from.readLine()).as("%s", folder.resolve("err")).isEqualTo(id);
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private List<IncidentSnapshot> read() {
        PathStore store = PathStore.create();
        try (IncidentJournal journal = IncidentJournal.keep(store, file)) {
            assertThat(journal).isNotNull();
            return store.incidents();
        }
    }
}
