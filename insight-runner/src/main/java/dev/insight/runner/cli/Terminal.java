package dev.insight.runner.cli;

import dev.insight.runner.view.Style;
import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What standard output and standard error are. Immutable.
 *
 * @param live whether the output is a terminal, on which text may be drawn over
 * @param style how text may look
 * @param window what is to be asked of it, by those who want to know
 */
public record Terminal(boolean live, Style style, Window window) {
    /** A file, a pipe or a test. */
    public static Terminal none() {
        return new Terminal(false, Style.plain(), new Window.Fixed(WindowSize.USUAL, false));
    }

    /** A terminal of {@code columns} by {@code rows}. */
    public static Terminal of(Style style, int columns, int rows) {
        return new Terminal(true, style, new Window.Fixed(new WindowSize(columns, rows), true));
    }

    /** This process's standard output. */
    public static Terminal system() {
        boolean live = isTerminal(System.console());
        Map<String, String> environment = System.getenv();
        boolean utf8 = live && Output.charset().equals(StandardCharsets.UTF_8);
        return new Terminal(
                live && !"dumb".equals(environment.get("TERM")),
                Style.of(live, utf8, environment),
                new Window.OfProcess());
    }

    /** From JDK 22 on there is a console even without a terminal, and it says so by a method 17 does not have. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
