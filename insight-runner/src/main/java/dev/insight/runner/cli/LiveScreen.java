package dev.insight.runner.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures over each other on a terminal: on its other screen, so that what stood there before comes back, and with the
 * cursor hidden. Both are put right on every way out: when it is closed, when the process ends, and while Ctrl-Z holds it.
 * Thread-safe.
 */
public final class LiveScreen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?7l\u001b[H\u001b[2J";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l\r\u001b[K";
    private static final String SAVE_CURSOR = "\u001b7";
    private static final String RESTORE_CURSOR = "\u001b8";
    /** The prompt, and the row where the terminal's echo of Enter ends. */
    private static final int TYPED_ROWS = 2;

    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final Window window;
    private final boolean typed;
    private final Thread hook = new Thread(this::leave, "insight-screen");
    private @Nullable WindowSize size;
    private boolean shown;
    private boolean closed;

    private LiveScreen(PrintWriter out, Window window, boolean typed) {
        this.out = out;
        this.window = window;
        this.typed = typed;
    }

    /** Takes the terminal over until it is closed. {@code resized} runs when a new picture is due, on a thread of the JVM's. */
    public static LiveScreen open(PrintWriter out, Window window, Runnable resized) {
        return open(new LiveScreen(out, window, false), resized);
    }

    /** The same for a screen on which lines are typed: its last two rows are theirs. */
    public static LiveScreen openTyped(PrintWriter out, Window window, Runnable resized) {
        return open(new LiveScreen(out, window, true), resized);
    }

    private static LiveScreen open(LiveScreen screen, Runnable resized) {
        Runtime.getRuntime().addShutdownHook(screen.hook);
        screen.enter();
        Signals.on("WINCH", () -> {
            screen.forgetSize();
            screen.prompt();
            resized.run();
        });
        // The default would stop the process on the other screen, with the shell's prompt on it.
        Signals.on("TSTP", () -> {
            screen.leave();
            if (!Signals.stop()) {
                screen.enter();
            }
        });
        Signals.on("CONT", () -> {
            screen.enter();
            resized.run();
        });
        return screen;
    }

    /** How large it is now. */
    public synchronized WindowSize size() {
        WindowSize known = size;
        if (known == null) {
            known = window.ask().get();
            size = known;
        }
        return known;
    }

    /** How many rows a picture may have now; none where a very low terminal has only room for what is typed. */
    public synchronized int pictureRows() {
        return Math.max(0, size().rows() - (typed ? TYPED_ROWS : 0));
    }

    private synchronized void forgetSize() {
        size = null;
    }

    /** Draws {@code picture} over the one before, in one write and without clearing first, so that nothing flickers. */
    public synchronized void draw(String picture) {
        if (shown) {
            // Cleared before it is written: behind the last column, that would take its character.
            out.print(HOME + CLEAR_LINE + picture.replace("\n", "\n" + CLEAR_LINE) + CLEAR_BELOW);
            out.flush();
        }
    }

    /** Draws {@code lines} over the ones before and leaves alone what is being typed below. */
    public synchronized void draw(List<String> lines) {
        if (shown) {
            StringBuilder picture = new StringBuilder(SAVE_CURSOR + HOME);
            int rows = pictureRows();
            for (int row = 0; row < rows; row++) {
                picture.append(CLEAR_LINE)
                        .append(row < lines.size() ? lines.get(row) : "")
                        .append(row + 1 < rows ? "\r\n" : "");
            }
            out.print(picture.append(RESTORE_CURSOR));
            out.flush();
        }
    }

    /** Waits for another line: a typed one ends a row lower, where the next picture does not reach. */
    public synchronized void prompt() {
        if (shown && typed) {
            int row = Math.max(1, size().rows() - TYPED_ROWS + 1);
            out.print("\u001b[" + row + ";1H" + CLEAR_BELOW + "> ");
            out.flush();
        }
    }

    private synchronized void enter() {
        if (!shown && !closed) {
            shown = true;
            size = null;
            out.print(typed ? ENTER : ENTER + HIDE_CURSOR);
            if (typed) {
                prompt();
            }
            out.flush();
        }
    }

    private synchronized void leave() {
        if (shown) {
            shown = false;
            out.print(LEAVE);
            out.flush();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends, and the hook found nothing to do.
        }
    }
}
