package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.runner.history.HistoryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file's {@code history}. */
class HistorySectionTest {
    @TempDir
    Path directory;

    private HistoryConfig read(String history) throws Exception {
        Path file = directory.resolve("insight.yaml");
        Files.writeString(file, "region: eu\ntargets: []\n" + history + "\n");
        return ConfigFile.read(file).history();
    }

    @Test
    void without_it_a_quarter_of_the_largest_heap_may_be_taken_and_at_least_16_mebibytes() throws Exception {
        long quarter = Runtime.getRuntime().maxMemory() / 4;

        assertThat(read("").memoryBytes()).isEqualTo(Math.max(16 << 20, quarter));
        assertThat(read("history: {}")).isEqualTo(read(""));
    }

    @ParameterizedTest
    @CsvSource({
        "64MiB, 67108864",
        "1MiB, 1048576",
        "1.5GiB, 1610612736",
        "500MB, 500000000",
        "2048KiB, 2097152",
        "2000kB, 2000000",
        "1GB, 1000000000"
    })
    void memory_is_read_as_people_write_it(String text, long bytes) throws Exception {
        assertThat(read("history: { memory: " + text + " }").memoryBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64     | 3:20 history.memory: \"64\" has no unit, write it like 64MiB, 1.5GiB or 500MB",
                "lots   | 3:20 history.memory: \"lots\" is not a size, write it like 64MiB, 1.5GiB or 500MB",
                "64mib  | 3:20 history.memory: \"64mib\" is not a size, write it like 64MiB, 1.5GiB or 500MB",
                "-1MiB  | 3:20 history.memory: \"-1MiB\" is not a size, write it like 64MiB, 1.5GiB or 500MB",
                "1000kB | 3:20 history.memory: \"1000kB\" is out of range, write 1MiB to 1024GiB",
                "2000GiB | 3:20 history.memory: \"2000GiB\" is out of range, write 1MiB to 1024GiB"
            })
    void what_is_no_size_is_told_with_its_place_and_the_cure(String text, String said) {
        assertThatThrownBy(() -> read("history: { memory: " + text + " }")).hasMessageEndingWith(said);
    }
}
