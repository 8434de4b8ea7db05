package dev.insight.runner.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard error is: the JDK's console speaks of standard input and output only. */
final class StandardError {
    private static final Path LINUX = Path.of("/proc/self/fd/2");

    private StandardError() {}

    /** Whether it is a terminal. Takes some milliseconds where the system does not say it in a file. */
    static boolean isTerminal() {
        try {
            if (Files.isSymbolicLink(LINUX)) {
                String file = Files.readSymbolicLink(LINUX).toString();
                return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
            }
            return new ProcessBuilder("sh", "-c", "test -t 2")
                            .redirectError(Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
