package dev.insight.runner.http;

import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.runner.history.History;
import dev.insight.runner.history.HistoryQuery;
import dev.insight.runner.history.HistoryWindow;
import dev.insight.runner.history.OlderHistory;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is served of paths' pasts. Thread-safe. */
final class HistoryEndpoint {
    private static final String LAST = "/history";
    private static final int SEGMENTS = 5;
    private static final int POINTS = 600;
    private static final int MOST_POINTS = 2_000;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** So much may be missing of a window before others are asked. */
    private static final long SLACK_MILLIS = 10_000;
    /** Longer ago than anybody keeps. */
    private static final long LONGEST_MILLIS = 3_660 * DAY_MILLIS;

    private final @Nullable History history;
    private final @Nullable OlderHistory older;
    private final Ticker ticker;

    HistoryEndpoint(@Nullable History history, @Nullable OlderHistory older, Ticker ticker) {
        this.history = history;
        this.older = older;
        this.ticker = ticker;
    }

    /** Whether {@code rest}, of a URL of paths, is a path's past. */
    static boolean isAsked(String rest) {
        return rest.endsWith(LAST) && rest.split("/", -1).length == SEGMENTS;
    }

    /** Answers for the path that {@code rest} names by its four segments. */
    void serve(String rest, @Nullable String rawQuery, Reply reply) throws IOException {
        HistoryQuery query;
        try {
            query = query(new QueryParameters(rawQuery));
        } catch (IllegalArgumentException e) {
            reply.text(400, e.getMessage() + "\n");
            return;
        }
        PathId path = Endpoints.pathId(rest.substring(0, rest.length() - LAST.length()));
        HistoryWindow known = path == null ? null : known(path, query);
        if (known == null || path == null) {
            reply.text(404, "no such path; /api/v1/paths lists them with their url\n");
            return;
        }
        OlderHistory.Answer before = before(path, known, query);
        HistoryWindow whole = before == null ? known : known.after(before.rows());
        boolean isOlder = before != null && before.rows().size() > 0;
        String warning = before == null ? "" : before.warning();
        reply.json(out -> HistoryJson.write(whole, query, isOlder, warning, out));
    }

    /** What memory holds; in steps where others may know what was before. */
    private @Nullable HistoryWindow known(PathId path, HistoryQuery query) {
        HistoryWindow known = history == null ? null : history.read(path, query);
        return known != null
                        && history != null
                        && older != null
                        && known.isDetail()
                        && known.oldestMillis().orElse(0) > query.fromMillis() + SLACK_MILLIS
                ? history.read(path, query.inSteps())
                : known;
    }

    /** What lies before all that memory holds, or null if that was not asked for or is not to be had. */
    private OlderHistory.@Nullable Answer before(PathId path, HistoryWindow known, HistoryQuery query) {
        if (older == null || known.isDetail()) {
            return null;
        }
        long step = known.stepMillis();
        long begin = Math.floorDiv(query.fromMillis(), step) * step;
        long end = known.size() > 0 ? known.millis(0) : (Math.floorDiv(query.toMillis() - 1, step) + 1) * step;
        return begin < end ? older.read(path, begin, end, step) : null;
    }

    private HistoryQuery query(QueryParameters asked) {
        long now = ticker.epochMicros() / 1_000;
        long earliest = now - (older == null ? DAY_MILLIS : LONGEST_MILLIS);
        long to = asked.get("to").isEmpty() ? now : millis("to", asked.get("to"));
        long from = asked.get("from").isEmpty() ? to - HOUR_MILLIS : millis("from", asked.get("from"));
        if (from >= to) {
            throw new IllegalArgumentException("from is " + asked.get("from") + ", which is not before to, "
                    + (asked.get("to").isEmpty() ? "now" : asked.get("to")) + "; write an earlier from");
        }
        long begin = Math.max(earliest, Math.min(from, now - 1));
        return new HistoryQuery(begin, Math.max(begin + 1, Math.min(to, now)), points(asked.get("points")), now, false);
    }

    private static long millis(String name, String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds >= 0 && seconds < 1e12) {
                return (long) (seconds * 1_000);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                name + " is " + quoted(value) + ", write seconds since 1970, such as 1760000000");
    }

    private static int points(String value) {
        if (value.isEmpty()) {
            return POINTS;
        }
        if (!value.matches("\\d{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "points is " + quoted(value) + ", write how many are wanted at most, 1 to " + MOST_POINTS);
        }
        return Integer.parseInt(value);
    }

    private static String quoted(String value) {
        String brief = value.length() <= 40 ? value : value.substring(0, 40) + "…";
        return "'" + brief.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
