package dev.insight.runner.cli;

import dev.insight.hop.Ticker;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How far reading a large recording is, redrawn where standard error is a terminal, and at the end what was read; elsewhere
 * only that nothing was found. Not thread-safe.
 */
final class ReplayProgress {
    private static final int RECORDS_BETWEEN_LOOKS = 4_096;
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final BooleanSupplier live;
    private final long size;
    private final LongSupplier position;
    private final Ticker ticker;
    private final long startNanos;
    private long drawnNanos;
    private boolean drawn;

    /** Progress towards {@code size} bytes, 0 where the end is not known; {@code live} is asked when there is something to show. */
    ReplayProgress(PrintWriter err, BooleanSupplier live, long size, LongSupplier position, Ticker ticker) {
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
        if (records % RECORDS_BETWEEN_LOOKS != 0) {
            return;
        }
        long now = ticker.nanos();
        if (now - drawnNanos >= REDRAW_NANOS && live.getAsBoolean()) {
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

    /** All was read that there is; without an incident that is told to a pipe too, which would else hear nothing at all. */
    void end(long records, long incidents, long problems) {
        clear();
        if (incidents == 0 || live.getAsBoolean()) {
            err.println(counted(records, "record") + " in " + time((ticker.nanos() - startNanos) / 1e9) + ": "
                    + (incidents == 0 ? "no incident" : counted(incidents, "incident"))
                    + (problems == 0 ? "" : ", " + counted(problems, "line") + " that cannot be used"));
            err.flush();
        }
    }

    private String text(long records, long nanos) {
        double seconds = nanos / 1e9;
        String rate = String.format(Locale.ROOT, "%s, %,.0f/s", counted(records, "record"), records / seconds);
        long done = position.getAsLong();
        if (size <= 0 || done <= 0) {
            return rate + ", " + time(seconds);
        }
        double left = seconds * Math.max(0, size - done) / done;
        return String.format(Locale.ROOT, "%s, %d%%, %s left", rate, Math.min(100, 100 * done / size), time(left));
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return seconds < 10
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : whole < 120 ? whole + " s" : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }
}
