package dev.insight.runner.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import dev.insight.runner.http.PathJson;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.PathStore;
import dev.insight.runner.view.HopTable;
import dev.insight.runner.view.ProbeLine;
import dev.insight.runner.view.TraceHistory;
import dev.insight.runner.view.TraceScreen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows a trace: drawn over itself on a terminal, a line a probe and the table at the end elsewhere. */
final class TraceView implements InsightListener {
    private static final long REDRAW_MILLIS = 500;
    private static final int PIPE_COLUMNS = 120;
    private static final CompletableFuture<?> NEVER = new CompletableFuture<>();

    private final PrintWriter out;
    private final Terminal terminal;
    private final boolean json;
    private final long count;
    private final Ticker ticker;
    private final long startNanos;
    private final TraceHistory history = new TraceHistory();
    /** A permit for each reason to look: the trace ended, or the window has another size. */
    private final Semaphore due = new Semaphore(0);

    private volatile Supplier<@Nullable PathSnapshot> path = () -> null;
    private volatile @Nullable PathSnapshot counted;
    private volatile boolean ended;
    private long probes;

    TraceView(PrintWriter out, Terminal terminal, boolean json, long count, Ticker ticker) {
        this.out = out;
        this.terminal = terminal;
        this.json = json;
        this.count = count;
        this.ticker = ticker;
        startNanos = ticker.nanos();
    }

    /** Ends the trace; on any thread. */
    void end() {
        ended = true;
        due.release();
    }

    @Override
    public synchronized void onReport(ProbeReport report) {
        if (report.result().slot().kind() != ProbeKind.WARM || probes >= count || ended) {
            return;
        }
        history.add(elapsedNanos(), report);
        if (!json && !terminal.live()) {
            out.println((probes + 1) + "  " + ProbeLine.of(report, terminal.style()));
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
            counted = path.get(); // before probes that were on their way are in it too
            end();
        }
    }

    /**
     * Waits until {@code learning} is done or the trace ended, and then shows the path that {@code begin} starts to probe, until
     * the end. Returns how it was then; null if there is nothing to tell.
     */
    @Nullable
    PathSnapshot watch(Probe probe, CompletableFuture<?> learning, Supplier<Supplier<@Nullable PathSnapshot>> begin)
            throws InterruptedException {
        var unused = learning.whenComplete((done, failure) -> due.release());
        if (json || !terminal.live()) {
            awaitEnd(learning);
            PathSnapshot last = null;
            if (!ended) {
                path = begin.get();
                awaitEnd(NEVER);
                last = last();
            }
            if (last == null && json) {
                last = unprobed(probe);
            }
            if (last != null) {
                print(last);
            }
            return last;
        }
        int columns;
        try (LiveScreen screen = LiveScreen.open(out, terminal.window(), due::release)) {
            drawUntil(learning, screen, probe);
            if (!ended) {
                path = begin.get();
            }
            drawUntil(NEVER, screen, probe);
            columns = screen.size().columns();
        }
        PathSnapshot last = last();
        out.print(TraceScreen.last(probe, last, history, elapsedNanos(), terminal.style(), columns));
        out.flush();
        return last;
    }

    private void awaitEnd(CompletableFuture<?> other) throws InterruptedException {
        while (!ended && !other.isDone()) {
            due.acquire();
        }
    }

    private @Nullable PathSnapshot last() {
        PathSnapshot atCount = counted;
        return atCount == null ? path.get() : atCount;
    }

    private void drawUntil(CompletableFuture<?> done, LiveScreen screen, Probe probe) throws InterruptedException {
        while (!ended && !done.isDone()) {
            WindowSize size = screen.size();
            screen.draw(TraceScreen.render(
                    probe, path.get(), history, elapsedNanos(), terminal.style(), size.columns(), size.rows()));
            endIfUnread();
            if (due.tryAcquire(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
                due.drainPermits();
            }
        }
    }

    /** In one piece: no line of a probe that ends meanwhile comes in between. */
    private synchronized void print(PathSnapshot last) {
        if (json) {
            out.println(json(last));
        } else {
            out.print("\n" + HopTable.render(last, terminal.style()));
            TraceScreen.moved(last, history, elapsedNanos(), PIPE_COLUMNS).forEach(out::println);
            TraceScreen.cures(last, PIPE_COLUMNS).forEach(out::println);
        }
        out.flush();
    }

    private long elapsedNanos() {
        return ticker.nanos() - startNanos;
    }

    /** Flushes; a trace whose output goes nowhere is over. */
    private void endIfUnread() {
        if (out.checkError()) {
            end();
        }
    }

    private static @Nullable PathSnapshot unprobed(Probe probe) {
        PathStore store = PathStore.create();
        store.onAdded(probe);
        return store.path(probe.path());
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
}
