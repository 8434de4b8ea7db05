package dev.insight.runner.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What files list, and when that is noticed. */
@Timeout(60)
class FileWatchTest {
    @TempDir
    Path directory;

    private final BlockingQueue<List<Instance>> told = new LinkedBlockingQueue<>();

    private Registry watch(String content) throws IOException {
        Path file = directory.resolve("targets.json");
        Files.writeString(file, content);
        return new FileConfig(file).start(Ticker.system(), told::add);
    }

    private void replace(String content) throws IOException {
        Path made = directory.resolve("made");
        Files.writeString(made, content);
        Files.move(made, directory.resolve("targets.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void a_list_is_read_as_prometheus_reads_it_and_anew_when_it_changes() throws Exception {
        try (Registry registry = watch("""
                [{"targets": ["10.0.0.1:443", "[fd00::1]:8443"],
                  "labels": {"insight_region": "sg", "job": "x", "insight_service": "payments"}},
                 {"targets": []}]
                """)) {
            Map<String, String> says = Map.of("insight_region", "sg", "insight_service", "payments");
            assertThat(told.take())
                    .containsExactly(
                            new Instance("10.0.0.1:443", "", "", "10.0.0.1", 443, says),
                            new Instance("[fd00::1]:8443", "", "", "fd00::1", 8443, says));
            replace("- targets: [\"gateway:1\"]\n");
            assertThat(told.take()).containsExactly(new Instance("gateway:1", "", "", "gateway", 1, Map.of()));
            assertThat(registry.age()).isZero();
        }
    }

    @Test
    void a_file_that_goes_bad_or_away_changes_nothing_and_says_so_by_its_age() throws Exception {
        try (Registry registry = watch("- targets: [\"a:1\"]\n")) {
            assertThat(told.take()).hasSize(1);
            replace("- targets: [\"a\"]\n");
            await().until(registry::age, age -> !age.isZero());
            Files.delete(directory.resolve("targets.json"));
            Duration before = registry.age();
            await().until(registry::age, age -> age.compareTo(before) > 0);
            assertThat(told).isEmpty();
            replace("- targets: [\"b:1\"]\n");
            assertThat(told.take()).extracting(Instance::host).containsExactly("b");
            await().until(registry::age, Duration.ZERO::equals);
        }
    }

    @Test
    void what_is_wrong_from_the_start_is_told_at_once() {
        assertThatThrownBy(() -> watch("targets: []\n")).hasMessageContaining("is no list, write");
        assertThatThrownBy(() -> watch("- a\n")).hasMessageContaining("entry 1 has no list of targets");
        assertThatThrownBy(() -> watch("- targets: [\"a:b\"]\n"))
                .hasMessageContaining("entry 1 has the target \"a:b\", write host:port");
        assertThatThrownBy(() -> watch("- targets: [\"a:1\"]\n  labels: [x]\n"))
                .hasMessageContaining("labels that are no mapping");
        assertThatThrownBy(() -> watch("- {\n")).hasMessageContaining("neither JSON nor YAML");
    }
}
