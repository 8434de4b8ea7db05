package dev.insight.runner.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pictures over each other on a terminal: on its other screen, so that what stood there before comes back, and with the
 * cursor hidden. Both are put right on every way out: when it is closed, when the process ends, and while Ctrl-Z holds it.
 * Thread-safe.
 */
final class LiveScreen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[H\u001b[2J";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l\r\u001b[K";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final Supplier<Supplier<WindowSize>> asking;
    private final Thread hook = new Thread(this::leave, "insight-screen");
    private @Nullable WindowSize size;
    private boolean shown;
    private boolean closed;

    private LiveScreen(PrintWriter out, Supplier<Supplier<WindowSize>> asking) {
        this.out = out;
        this.asking = asking;
    }

    /** Takes the terminal over until it is closed. {@code resized} runs when a new picture is due. */
    static LiveScreen open(PrintWriter out, Supplier<Supplier<WindowSize>> asking, Runnable resized) {
        LiveScreen screen = new LiveScreen(out, asking);
        Runtime.getRuntime().addShutdownHook(screen.hook);
        screen.enter();
        Signals.on("WINCH", () -> {
            screen.forgetSize();
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
    synchronized WindowSize size() {
        WindowSize known = size;
        if (known == null) {
            known = asking.get().get();
            size = known;
        }
        return known;
    }

    private synchronized void forgetSize() {
        size = null;
    }

    /** Draws {@code picture} over the one before, in one write and without clearing first, so that nothing flickers. */
    synchronized void draw(String picture) {
        if (shown) {
            // Cleared before it is written: behind the last column, that would take its character.
            out.print(HOME + CLEAR_LINE + picture.replace("\n", "\n" + CLEAR_LINE) + CLEAR_BELOW);
            out.flush();
        }
    }

    private synchronized void enter() {
        if (!shown && !closed) {
            shown = true;
            size = null;
            out.print(ENTER);
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
