package dev.insight.runner.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How large the terminal is. The JDK cannot say, so {@code stty} is asked; where there is none, {@code COLUMNS} and {@code
 * LINES}, and else it is taken for a small one. Immutable.
 */
public record WindowSize(int columns, int rows) {
    static final WindowSize USUAL = new WindowSize(80, 24);

    private static final File TERMINAL = new File("/dev/tty");
    private static final int PATIENCE_MILLIS = 500;

    /** Begins to ask; the answer is there when it is wanted, a few milliseconds later. */
    static Supplier<WindowSize> ask() {
        Map<String, String> environment = System.getenv();
        WindowSize otherwise = of(environment.get("LINES") + " " + environment.get("COLUMNS"), USUAL);
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return () -> answer(stty, otherwise);
        } catch (IOException e) {
            return () -> otherwise;
        }
    }

    private static WindowSize answer(Process stty, WindowSize otherwise) {
        try (var out = stty.getInputStream()) {
            if (stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return of(new String(out.readAllBytes(), StandardCharsets.US_ASCII), otherwise);
            }
            stty.destroyForcibly();
        } catch (IOException e) {
            // As if there were none.
        } catch (InterruptedException e) {
            stty.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return otherwise;
    }

    /** Reads {@code ROWS COLUMNS}; a terminal that does not know says 0. */
    static WindowSize of(@Nullable String text, WindowSize otherwise) {
        String[] words = String.valueOf(text).strip().split(" ", -1);
        try {
            int rows = Integer.parseInt(words[0]);
            int columns = Integer.parseInt(words[words.length - 1]);
            return words.length == 2 && rows > 0 && columns > 0 ? new WindowSize(columns, rows) : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
