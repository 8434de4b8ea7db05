package dev.insight.runner.cli;

import dev.insight.hop.Ticker;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How far reading a large recording is, redrawn on a terminal; elsewhere nothing is shown. Not thread-safe. */
final class ReplayProgress {
    private static final int RECORDS_BETWEEN_LOOKS = 4_096;
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean live;
    private final long size;
    private final LongSupplier position;
    private final Ticker ticker;
    private final long startNanos;
    private long drawnNanos;
    private boolean drawn;

    /** Progress towards {@code size} bytes, 0 where the end is not known. */
    ReplayProgress(PrintWriter err, boolean live, long size, LongSupplier position, Ticker ticker) {
        this.err = err;
        this.live = live;
        this.size = size;
        this.position = position;
        this.ticker = ticker;
        startNanos = ticker.nanos();
        drawnNanos = startNanos;
    }

    /** So many records were read. */
    void at(long records) {
        if (!live || records % RECORDS_BETWEEN_LOOKS != 0) {
            return;
        }
        long now = ticker.nanos();
        if (now - drawnNanos >= REDRAW_NANOS) {
            drawnNanos = now;
            drawn = true;
            err.print(CLEAR + text(records, now - startNanos));
            err.flush();
        }
    }

    /** Makes room for other output; it is drawn again later. */
    void clear() {
        if (drawn) {
            drawn = false;
            err.print(CLEAR);
            err.flush();
        }
    }

    private String text(long records, long nanos) {
        double seconds = nanos / 1e9;
        String rate = String.format(Locale.ROOT, "%,d records, %,.0f/s", records, records / seconds);
        long done = position.getAsLong();
        if (size <= 0 || done <= 0) {
            return rate;
        }
        double left = seconds * (size - done) / done;
        return String.format(Locale.ROOT, "%s, %d%%, %.0f s left", rate, 100 * done / size, left);
    }
}
