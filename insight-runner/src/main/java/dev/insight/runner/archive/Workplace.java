package dev.insight.runner.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory beside a file that is being made, so that the file moves into its place in one step, and the JVM at work
 * there. Nothing of either is left behind, not by a process that is asked to end; what one left that was killed, the next
 * removes.
 */
final class Workplace implements AutoCloseable {
    private final Path directory;
    private final Thread hook = new Thread(this::clear, "insight-archive-end");
    private volatile @Nullable Process process;

    private Workplace(Path directory) {
        this.directory = directory;
    }

    static Workplace beside(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IOException("its directory does not exist");
        }
        if (!Files.isWritable(parent)) {
            throw new IOException("this user may not write its directory");
        }
        String prefix = "." + file.getFileName() + ".";
        removeLeft(parent, prefix);
        Workplace work = new Workplace(Files.createTempDirectory(
                parent, prefix + ProcessHandle.current().pid() + "."));
        Runtime.getRuntime().addShutdownHook(work.hook);
        return work;
    }

    private static void removeLeft(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                parent, entry -> entry.getFileName().toString().startsWith(prefix))) {
            for (Path directory : left) {
                String owner = directory
                        .getFileName()
                        .toString()
                        .substring(prefix.length())
                        .split("\\.", 2)[0];
                if (owner.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
                    remove(directory);
                }
            }
        }
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** One at a time. */
    Process start(ProcessBuilder builder) throws IOException {
        Process started = builder.start();
        process = started;
        return started;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // this process is ending, and the hook clears
        }
        clear();
    }

    private void clear() {
        Process last = process;
        if (last != null) {
            // Waited for by nobody else any more, and a file it still writes is removed all the same.
            last.destroyForcibly();
        }
        remove(directory);
    }

    private static void remove(Path directory) {
        try {
            List<Path> files;
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                files = new ArrayList<>();
                stream.forEach(files::add);
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // The next one tries again.
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
