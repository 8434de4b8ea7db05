package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ReadFailureTest {
    @Test
    void there_is_always_a_reason_and_it_is_not_the_name() {
        assertThat(reason(new NoSuchFileException("../f"))).isEqualTo("it does not exist");
        assertThat(reason(new AccessDeniedException("../f"))).isEqualTo("this user may not read it");
        assertThat(reason(new EOFException())).isEqualTo("it is cut short");
        assertThat(reason(new EOFException("Unexpected end of ZLIB input stream")))
                .isEqualTo("it is cut short");
        assertThat(reason(new ZipException("invalid block type"))).isEqualTo("it is damaged gzip: invalid block type");
        assertThat(reason(new FileSystemException("../f", null, "Input/output error")))
                .isEqualTo("Input/output error");
        assertThat(reason(new FileSystemLoopException("../f"))).isEqualTo("FileSystemLoopException");
        assertThat(reason(new IOException("Stale file handle"))).isEqualTo("Stale file handle");
        assertThat(reason(new IOException())).isEqualTo("IOException");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_file_that_cannot_be_read_is_told_with_the_reason(@TempDir Path directory) throws IOException {
        Path loop = Files.createSymbolicLink(directory.resolve("loop.yaml"), directory.resolve("loop.yaml"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.read(loop))
                .withMessageContaining("loop.yaml: cannot be read, Too many levels of symbolic links");
    }

    private static String reason(IOException e) {
        return ReadFailure.reason(e, "../f");
    }
}
