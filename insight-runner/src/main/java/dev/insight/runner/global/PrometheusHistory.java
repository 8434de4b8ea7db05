package dev.insight.runner.global;

import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.runner.fetch.Document;
import dev.insight.runner.fetch.Fetch;
import dev.insight.runner.history.HistoryWindow;
import dev.insight.runner.history.OlderHistory;
import dev.insight.runner.prometheus.RangeVector;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the past of paths from where the global view is read. Who asks waits two seconds at most, and only so many do; what was
 * answered of late is not asked again, nor what is being asked; and only so many windows are asked for at a time. Thread-safe.
 */
final class PrometheusHistory implements OlderHistory {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** The past does not change; it only becomes longer, and then another window is asked for. */
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** A server in trouble is left alone for so long. */
    private static final long FAILED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_KNOWN = 32;
    private static final int MOST_UNDER_WAY = 8;
    /** Each holds a thread that others want. */
    private static final int MOST_WAITING = 16;

    private static final int MOST_SERIES = 64;
    private static final int MOST_POINTS = 64 * 2_000;

    private final GlobalConfig config;
    private final Fetch fetch;
    private final Ticker ticker;
    /** The one asked for first stands first. */
    private final Map<Window, Asked> known = new LinkedHashMap<>();

    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private record Window(PathId path, long fromMillis, long toMillis, long stepMillis) {}

    private record Asked(CompletableFuture<Answer> answer, long nanos) {}

    PrometheusHistory(GlobalConfig config, Fetch fetch, Ticker ticker) {
        this.config = config;
        this.fetch = fetch;
        this.ticker = ticker;
    }

    @Override
    public Answer read(PathId path, long fromMillis, long toMillis, long stepMillis) {
        Window window = new Window(path, fromMillis, toMillis, stepMillis);
        CompletableFuture<Answer> answer = answer(window);
        if (answer != null && answer.isDone()) {
            return answer.join();
        }
        if (answer == null || !waiting.tryAcquire()) {
            return nothing(window, config.prometheus() + " is being asked for too much at once; ask again");
        }
        try {
            return answer.join(); // each request ends within the timeout, so this does
        } finally {
            waiting.release();
        }
    }

    private @Nullable CompletableFuture<Answer> answer(Window window) {
        synchronized (known) {
            long now = ticker.nanos();
            known.values().removeIf(asked -> isStale(asked, now));
            Asked before = known.get(window);
            if (before != null) {
                return before.answer();
            }
            if (known.values().stream()
                            .filter(asked -> !asked.answer().isDone())
                            .count()
                    >= MOST_UNDER_WAY) {
                return null;
            }
            if (known.size() == MOST_KNOWN) {
                known.remove(known.keySet().iterator().next());
            }
            CompletableFuture<Answer> answer = ask(window);
            known.put(window, new Asked(answer, now));
            return answer;
        }
    }

    private static boolean isStale(Asked asked, long now) {
        CompletableFuture<Answer> answer = asked.answer();
        return answer.isDone()
                && now - asked.nanos() > (answer.join().warning().isEmpty() ? KNOWN_NANOS : FAILED_NANOS);
    }

    /** Asks all questions at once; the future does not fail. */
    private CompletableFuture<Answer> ask(Window window) {
        Map<PastQuestion, CompletableFuture<Document>> asked = new EnumMap<>(PastQuestion.class);
        for (PastQuestion question : PastQuestion.values()) {
            asked.put(question, fetch.get(uri(question, window), config.bearer(), TIMEOUT));
        }
        return CompletableFuture.allOf(asked.values().toArray(new CompletableFuture<?>[0]))
                .handle((all, fault) -> read(window, asked));
    }

    private URI uri(PastQuestion question, Window window) {
        // What is said of a moment is of the step that ends then.
        return RangeVector.uri(
                config.prometheus(),
                question.promql(config, window.path(), window.stepMillis()),
                window.fromMillis() + window.stepMillis(),
                window.toMillis(),
                window.stepMillis(),
                "dedup=true",
                "partial_response=true");
    }

    private Answer read(Window window, Map<PastQuestion, CompletableFuture<Document>> asked) {
        Map<PastQuestion, RangeVector> answers = new EnumMap<>(PastQuestion.class);
        String warning = "";
        for (Map.Entry<PastQuestion, CompletableFuture<Document>> each : asked.entrySet()) {
            try {
                RangeVector answer = RangeVector.read(each.getValue().join().stream(), MOST_SERIES, MOST_POINTS);
                answers.put(each.getKey(), answer);
                String said = answer.warnings().isEmpty()
                        ? answer.isCut() ? "there is more than is shown" : ""
                        : answer.warnings().get(0);
                warning = warning.isEmpty() && !said.isEmpty() ? config.prometheus() + " says: " + said : warning;
            } catch (CompletionException e) {
                String message = String.valueOf(
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
                // The query is long and tells a reader nothing.
                String asking = uri(each.getKey(), window).toString();
                warning = message.replace(asking, config.prometheus().toString());
            } catch (IOException | RuntimeException e) {
                warning = config.prometheus() + " " + e.getMessage();
            }
        }
        if (!answers.containsKey(PastQuestion.PROBES)) {
            return nothing(window, "what is older than memory is unknown: " + warning);
        }
        PastRows rows = new PastRows(window.fromMillis(), window.toMillis(), window.stepMillis());
        return new Answer(rows.of(answers), warning);
    }

    private static Answer nothing(Window window, String warning) {
        return new Answer(HistoryWindow.builder(0, window.stepMillis()).build(OptionalLong.empty()), warning);
    }
}
