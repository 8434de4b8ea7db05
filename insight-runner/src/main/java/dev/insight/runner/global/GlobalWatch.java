package dev.insight.runner.global;

import dev.insight.hop.Ticker;
import dev.insight.runner.fetch.Document;
import dev.insight.runner.fetch.Fetch;
import dev.insight.runner.global.SourceSnapshot.State;
import dev.insight.runner.history.OlderHistory;
import dev.insight.runner.prometheus.InstantVector;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads what all regions measure, again and again, from one Prometheus, and answers from memory. What cannot be read is
 * unknown at once. Thread-safe.
 */
public final class GlobalWatch implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(GlobalWatch.class.getName());
    private static final int MOST_BYTES = 8 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** A reading that takes longer than some intervals does not come back. */
    private static final int STUCK_INTERVALS = 3;
    /** What was there within a day changes slowly, and costs more than the rest; most of all a server that cannot say. */
    private static final long OF_A_DAY_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final GlobalConfig config;
    private final Fetch fetch;
    private final Ticker ticker;
    private final OlderHistory older;
    private final KnownSources sources;
    private final KnownPaths paths = new KnownPaths();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "insight-global");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> polling;
    private long ofADayDueNanos; // of the thread that reads
    private volatile Latest latest;

    /** The latest view, and when Prometheus was last read, or first tried. */
    private record Latest(GlobalSnapshot view, long readNanos) {}

    private GlobalWatch(GlobalConfig config, Fetch fetch, Ticker ticker) {
        this.config = config;
        this.fetch = fetch;
        this.ticker = ticker;
        ofADayDueNanos = ticker.nanos();
        older = new PrometheusHistory(config, fetch, ticker);
        sources = new KnownSources(config);
        List<SourceSnapshot> expected = sources.at(ticker.nanos()).stream()
                .map(each -> new SourceSnapshot(each.source(), State.UNKNOWN, Double.NaN))
                .toList();
        latest = new Latest(
                new GlobalSnapshot(
                        config.prometheus() + " has not answered yet", -1, 0, List.of(), expected, List.of(), null),
                ticker.nanos());
    }

    /**
     * Begins to read.
     *
     * @throws IOException if the file of trusted authorities is not what it should be; the message names it
     */
    public static GlobalWatch start(GlobalConfig config) throws IOException {
        return start(config, Ticker.system());
    }

    static GlobalWatch start(GlobalConfig config, Ticker ticker) throws IOException {
        GlobalWatch made = new GlobalWatch(config, Fetch.upTo(MOST_BYTES, config.ca(), "global.ca"), ticker);
        made.polling = made.timer.scheduleWithFixedDelay(
                made::read, 0, config.interval().toNanos(), TimeUnit.NANOSECONDS);
        return made;
    }

    /** What is known now. */
    public GlobalSnapshot view() {
        Latest now = latest;
        long age = ticker.nanos() - now.readNanos;
        GlobalSnapshot view = now.view.aged(age);
        Duration most = config.interval().multipliedBy(STUCK_INTERVALS).plus(TIMEOUT);
        return view.unknown() == null && age > most.toNanos()
                ? view.lost(config.prometheus() + " was not read within " + most.toSeconds() + " s")
                : view;
    }

    /** What the same Prometheus knows of this runner's paths, of before this runner's memory; of use until this is closed. */
    public OlderHistory older() {
        return older;
    }

    /** How long ago Prometheus was read, or first tried. */
    public double ageSeconds() {
        return (ticker.nanos() - latest.readNanos) / 1e9;
    }

    private void read() {
        try {
            Answers answers = ask();
            String failure = answers.failure();
            if (failure == null) {
                take(answers);
            } else {
                lose(failure);
            }
        } catch (RuntimeException e) { // or nothing would ever be read again
            lose(String.valueOf(e));
        }
    }

    /** Asks all questions at once, and waits. */
    private Answers ask() {
        Map<Question, CompletableFuture<Document>> asked = new EnumMap<>(Question.class);
        for (Question question : Question.values()) {
            if (question != Question.OF_A_DAY || ticker.nanos() - ofADayDueNanos >= 0) {
                asked.put(question, fetch.get(question.uri(config), config.bearer(), TIMEOUT));
            }
        }
        Answers answers = new Answers();
        if (asked.containsKey(Question.OF_A_DAY)) {
            ofADayDueNanos = ticker.nanos() + RETRY_NANOS;
        }
        asked.forEach((question, answer) -> {
            try {
                answers.put(question, InstantVector.read(answer.join().stream(), KnownPaths.MOST));
            } catch (CompletionException e) {
                answers.fail(question, withoutQuery(question.uri(config), String.valueOf(messageOf(e))));
            } catch (IOException e) {
                answers.fail(question, config.prometheus() + " " + e.getMessage());
            }
        });
        return answers;
    }

    private static @Nullable String messageOf(CompletionException e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }

    /** The query is long and tells a reader nothing. */
    private String withoutQuery(URI asked, String message) {
        return message.replace(asked.toString(), config.prometheus().toString());
    }

    private void take(Answers answers) {
        long now = ticker.nanos();
        long epochMicros = ticker.epochMicros();
        if (answers.has(Question.OF_A_DAY)) {
            ofADayDueNanos = now + OF_A_DAY_NANOS;
        }
        sources.take(answers, now);
        List<CellSnapshot> cells = paths.take(answers, now, epochMicros);
        List<SourceSnapshot> known = sources.at(now);
        if (known.isEmpty()) {
            lose(config.prometheus() + " knows of no source region: it has no cross_region_up, let it scrape runners or"
                    + " be sent what others scrape"
                    + (answers.warnings().isEmpty()
                            ? ""
                            : "; it says: " + answers.warnings().get(0)));
            return;
        }
        GlobalSnapshot view =
                new GlobalSnapshot(null, epochMicros, 0, answers.warnings(), known, cells, OpenIncidents.read(answers));
        if (latest.view.unknown() != null) {
            LOGGER.log(Level.INFO, "insight: the global view is known, of " + known.size() + " sources");
        }
        latest = new Latest(view, now);
    }

    private void lose(String why) {
        if (timer.isShutdown()) {
            return;
        }
        Latest before = latest;
        boolean isNews = before.view.unknown() == null
                || before.view.readEpochMicros() < 0 && !why.equals(before.view.unknown());
        LOGGER.log(isNews ? Level.WARNING : Level.DEBUG, "insight: the global view is unknown: " + why);
        latest = new Latest(before.view.lost(why), before.readNanos);
    }

    /** Reads no more. */
    @Override
    public void close() {
        if (polling != null) {
            polling.cancel(false);
        }
        timer.shutdownNow();
        fetch.close();
    }
}
