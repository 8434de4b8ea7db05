package dev.insight.examples.demo;

import dev.insight.runner.cli.LiveScreen;
import dev.insight.runner.cli.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Leads through the demo on a terminal: draws it anew each second, and takes what is typed below. */
final class TourView {
    private static final Duration REDRAW = Duration.ofSeconds(1);
    /** Whatever would be logged would stand in the picture. Held, since loggers are not. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final long SHORT_ANSWER_NANOS = 10_000_000_000L;
    private static final long LONG_ANSWER_NANOS = 60_000_000_000L;

    private final Demo demo;
    private final Terminal terminal;
    private final PrintWriter out;
    private final Ending ending;
    private volatile String answer = "";
    private volatile long answeredNanos;

    TourView(Demo demo, Terminal terminal, PrintWriter out, Ending ending) {
        this.demo = demo;
        this.terminal = terminal;
        this.out = out;
        this.ending = ending;
    }

    /** Until the end, or until nobody reads on. */
    void show(InputStream in) throws InterruptedException {
        ROOT.setLevel(Level.OFF);
        try (LiveScreen screen = LiveScreen.openTyped(out, terminal.window(), ending::wake)) {
            Steering steering = demo.steering(ending::stop);
            OrderLines.read(in, line -> take(line, steering, screen), () -> {});
            draw(screen);
            while (!ending.await(REDRAW, demo)) {
                draw(screen);
                if (out.checkError()) {
                    ending.stop();
                }
            }
        }
    }

    private void take(String line, Steering steering, LiveScreen screen) {
        String said = steering.take(line);
        answer = said == null ? "" : said;
        answeredNanos = demo.elapsedNanos();
        screen.prompt();
        ending.wake();
    }

    private void draw(LiveScreen screen) {
        int columns = screen.size().columns();
        screen.draw(TourScreen.render(demo.scene(), answer(columns), terminal.style(), columns, screen.pictureRows()));
    }

    /** What was said to the last order, as long as it takes to read. */
    private List<String> answer(int columns) {
        List<String> lines = AnswerLines.of(answer, columns);
        long shown = lines.size() > 2 ? LONG_ANSWER_NANOS : SHORT_ANSWER_NANOS;
        return demo.elapsedNanos() - answeredNanos > shown ? List.of() : lines;
    }
}
