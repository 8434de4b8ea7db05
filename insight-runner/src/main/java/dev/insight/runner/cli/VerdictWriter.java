package dev.insight.runner.cli;

import dev.insight.diagnosis.Verdict;
import dev.insight.runner.replay.VerdictJson;
import java.io.PrintWriter;

/** Prints verdicts, each at once: they are few, and whoever follows a recording waits for them. Not thread-safe. */
final class VerdictWriter {
    private final PrintWriter out;
    private boolean closed;
    private long opened;

    VerdictWriter(PrintWriter out) {
        this.out = out;
    }

    void write(Verdict verdict) {
        opened += verdict.state() == Verdict.State.OPEN ? 1 : 0;
        out.print(VerdictJson.line(verdict) + "\n");
        closed = out.checkError();
    }

    /** How many incidents there were. */
    long opened() {
        return opened;
    }

    /** Whether nobody reads on, as behind {@code head}. */
    boolean closed() {
        return closed;
    }
}
