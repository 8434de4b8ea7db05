package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import dev.insight.runner.fetch.Document;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows the instances of a service by Consul's blocking queries: each waits at Consul until something changes. While Consul
 * does not answer, what it said last holds, and grows old. Thread-safe.
 */
final class ConsulWatch implements Registry {
    private static final Logger LOGGER = System.getLogger(ConsulWatch.class.getName());
    private static final int MOST_BYTES = 32 << 20;
    private static final Duration WAIT = Duration.ofSeconds(30);
    /** Consul adds up to a sixteenth to what it was asked to wait, lest all come back at once. */
    private static final Duration TIMEOUT = WAIT.plusSeconds(10);

    private static final long LEAST_PAUSE_MILLIS = 100;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long MOST_PAUSE_MILLIS = 10_000;

    private final ConsulConfig config;
    private final Fetch fetch;
    private final Ticker ticker;
    private final Consumer<List<Instance>> changed;

    @SuppressWarnings("unused") // held on to, as what it ends with is dealt with already
    private @Nullable CompletableFuture<?> underWay;

    private volatile boolean closed;
    private boolean isFailing;
    private long index;
    private long pauseMillis;
    private @Nullable List<Instance> instances;
    private volatile long answeredNanos;
    private volatile boolean isKnown;

    private ConsulWatch(ConsulConfig config, Fetch fetch, Ticker ticker, Consumer<List<Instance>> changed) {
        this.config = config;
        this.fetch = fetch;
        this.ticker = ticker;
        this.changed = changed;
        answeredNanos = ticker.nanos();
    }

    /** As {@link RegistryConfig#start} has it. */
    static ConsulWatch start(ConsulConfig config, Ticker ticker, Consumer<List<Instance>> changed) throws IOException {
        Fetch fetch = Fetch.upTo(MOST_BYTES, config.ca(), "discovery.consul.ca");
        ConsulWatch watch = new ConsulWatch(config, fetch, ticker, changed);
        watch.ask();
        return watch;
    }

    @Override
    public Duration age() {
        long since = ticker.nanos() - answeredNanos;
        // A query that waits at Consul is as good as an answer: were something else true, it would have said so.
        return isKnown && since <= TIMEOUT.toNanos() ? Duration.ZERO : Duration.ofNanos(since);
    }

    private synchronized void ask() {
        if (!closed) {
            underWay = fetch.get(query(), config.token(), TIMEOUT).handle((document, fault) -> {
                long pause = end(document, fault);
                CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, Runnable::run)
                        .execute(this::ask);
                return null;
            });
        }
    }

    private URI query() {
        StringBuilder query = new StringBuilder("/v1/health/service/")
                .append(Fetch.encoded(config.service()))
                .append("?wait=")
                .append(WAIT.toSeconds())
                .append("s&index=")
                .append(index);
        if (config.passingOnly()) {
            query.append("&passing=true");
        }
        if (config.datacenter() != null) {
            query.append("&dc=").append(Fetch.encoded(config.datacenter()));
        }
        return Fetch.below(config.address(), query.toString());
    }

    /** Takes in how a query ended; returns how long to wait before the next, milliseconds. */
    private long end(@Nullable Document document, @Nullable Throwable fault) {
        if (closed) {
            return 0; // nobody asks any more
        }
        String wrong;
        if (document == null) {
            Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
            wrong = String.valueOf(cause == null ? null : cause.getMessage());
        } else {
            try {
                take(readable(document), index(document));
                return LEAST_PAUSE_MILLIS;
            } catch (IOException | RuntimeException e) { // or nobody would ask again
                wrong = config.address() + " " + e.getMessage();
            }
        }
        LOGGER.log(
                isFailing ? Level.DEBUG : Level.WARNING,
                "insight: " + config.subject() + " cannot be asked for; what was said last holds: " + wrong);
        isFailing = true;
        isKnown = false;
        index = 0;
        pauseMillis = Math.min(MOST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pauseMillis));
        return pauseMillis;
    }

    /** What Consul leaves out because the token may not see it looks as if it had gone. */
    private static List<Instance> readable(Document document) throws IOException {
        if ("true".equals(document.header("X-Consul-Results-Filtered-By-ACLs"))) {
            throw new IOException("leaves out what the token may not see, give it service:read and node:read");
        }
        return ConsulAnswer.read(document.stream());
    }

    private void take(List<Instance> latest, long newIndex) {
        if (isFailing) {
            LOGGER.log(Level.INFO, "insight: " + config.subject() + " is known again");
        }
        isFailing = false;
        pauseMillis = 0;
        index = newIndex < index ? 0 : newIndex; // Consul began anew
        answeredNanos = ticker.nanos();
        isKnown = true;
        if (!latest.equals(instances)) {
            changed.accept(latest);
            instances = latest; // else it is told again
        }
    }

    private static long index(Document document) throws IOException {
        String text = document.header("X-Consul-Index");
        if (text == null) {
            throw new IOException("answers without an X-Consul-Index, so it is no Consul");
        }
        try {
            return Math.max(1, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IOException("answers with an X-Consul-Index of " + text + ", so it is no Consul", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        fetch.close();
    }
}
