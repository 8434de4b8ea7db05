package dev.insight.runner.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import dev.insight.runner.http.PathJson;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.view.HopTable;
import dev.insight.runner.view.ProbeTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows a trace: drawn over itself on a terminal, a line a probe and the table at the end elsewhere. */
final class TraceView implements InsightListener {
    private static final long REDRAW_MILLIS = 500;
    private static final String HOME = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final Terminal terminal;
    private final boolean json;
    private final long count;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long probes;

    TraceView(PrintWriter out, Terminal terminal, boolean json, long count) {
        this.out = out;
        this.terminal = terminal;
        this.json = json;
        this.count = count;
    }

    /** Ends the trace; on any thread. */
    void end() {
        ended.countDown();
    }

    @Override
    public void onReport(ProbeReport report) {
        if (report.result().slot().kind() != ProbeKind.WARM || probes >= count) {
            return;
        }
        if (!json && !terminal.live()) {
            out.println((probes + 1) + "  " + ProbeTable.headline(report, terminal.style()));
            endIfUnread();
        }
        next();
    }

    @Override
    public void onSkipped(Slot slot, SkipReason reason) {
        if (slot.kind() == ProbeKind.WARM) {
            next();
        }
    }

    private void next() {
        probes++;
        if (probes >= count) {
            end();
        }
    }

    /** Shows {@code path} until the end and returns how it was then. */
    @Nullable
    PathSnapshot watch(Supplier<@Nullable PathSnapshot> path) throws InterruptedException {
        boolean drawing = terminal.live() && !json;
        if (drawing) {
            out.print(CLEAR);
        }
        while (!ended.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
            if (drawing) {
                draw(path.get());
            }
        }
        PathSnapshot last = path.get();
        if (last != null) {
            finish(last, drawing);
        }
        return last;
    }

    private void finish(PathSnapshot last, boolean drawing) {
        if (json) {
            out.println(json(last));
        } else if (drawing) {
            draw(last);
        } else {
            out.print("\n" + HopTable.render(last, terminal.style()));
        }
        out.flush();
    }

    /** Flushes; a trace whose output goes nowhere is over. */
    private void endIfUnread() {
        if (out.checkError()) {
            end();
        }
    }

    private static String json(PathSnapshot path) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            PathJson.writeDetail(path, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void draw(@Nullable PathSnapshot path) {
        if (path != null) {
            String table = HopTable.render(path, terminal.style());
            out.print(HOME + table.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW);
            endIfUnread();
        }
    }
}
