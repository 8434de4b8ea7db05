package dev.insight.runner.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.insight.hop.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/events}: what changes, as it changes, once a second. Thread-safe. One thread of its own sees what is new and encodes it
 * once for all; a few others write it, where those who do not read are cut off as clients of requests are.
 */
final class EventStreams implements AutoCloseable {
    static final int MOST = 100;

    private static final Logger LOG = System.getLogger(EventStreams.class.getName());
    private static final long STATUS_NANOS = Duration.ofSeconds(5).toNanos();

    private final EventFeed feed;
    private final Access access;
    private final ExchangeThreads requests;
    private final ExchangeThreads threads;
    private final Ticker ticker;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "insight-http-events");
        thread.setDaemon(true);
        return thread;
    });
    private long seen;
    private long statusNanos;
    private final AtomicLong statusNumber = new AtomicLong();
    private byte[] status = new byte[0];

    /** Streams begin on the threads of {@code requests}, and go on on as many as {@code maxThreads} of their own. */
    EventStreams(EventFeed feed, Access access, ExchangeThreads requests, int maxThreads, Ticker ticker) {
        this.feed = feed;
        this.access = access;
        this.requests = requests;
        threads = ExchangeThreads.forAnswers(maxThreads, ticker);
        this.ticker = ticker;
        statusNanos = ticker.nanos();
    }

    /** Begins to tell what is new each {@code period}. */
    void start(Duration period) {
        threads.watch();
        var unused = clock.scheduleWithFixedDelay(this::tick, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Answers, or begins a stream; true if the exchange is kept for it. */
    boolean begin(HttpExchange exchange, Reply reply) throws IOException {
        String refusal = access.refusalOfStream(exchange);
        if (refusal != null) {
            reply.text(403, refusal + "\n");
            return false;
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            reply.begin("text/event-stream").close();
            return false;
        }
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "10");
            reply.text(503, "as many streams are open as may be, " + MOST + "; /api/v1/paths has the same, once\n");
            return false;
        }
        EventStream stream = new EventStream(exchange, requests.connection(), feed, threads);
        streams.add(stream);
        try {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Connection", "close"); // what a stream leaves behind is no place for another request
            headers.set("X-Accel-Buffering", "no"); // nginx would keep events until it has a page full
            reply.begin("text/event-stream");
            stream.begin(feed.resumable(lastEventId(exchange)), statusNumber.get());
            return true;
        } catch (IOException | RuntimeException | Error e) {
            forget(stream);
            throw e;
        }
    }

    /** A browser sends the header when it comes back by itself; a page that opens a new stream has only its URL to say it in. */
    private static @Nullable String lastEventId(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        return header != null
                ? header
                : new QueryParameters(exchange.getRequestURI().getRawQuery()).get("last_event_id");
    }

    private void tick() {
        try {
            EventTick next = next();
            for (EventStream stream : streams) {
                stream.offer(next, this);
            }
        } catch (IOException | RuntimeException | Error e) {
            // Told again at the next tick, by when memory or threads may be had again.
            LOG.log(Level.WARNING, "cannot tell streams what is new", e);
        }
    }

    private EventTick next() throws IOException {
        if (streams.isEmpty()) {
            // Nobody is told, so nothing is encoded; who comes is told of what changed since it was here.
            seen = feed.latest();
            return new EventTick(seen, seen, status, status, statusNumber.get());
        }
        long now = ticker.nanos();
        boolean isStatusDue = statusNumber.get() == 0 || now - statusNanos >= STATUS_NANOS;
        long since = seen;
        ByteArrayOutputStream changes = new ByteArrayOutputStream();
        seen = feed.writeChanges(since, changes);
        if (isStatusDue) {
            statusNanos = now;
            status = feed.status(seen);
            statusNumber.incrementAndGet();
        }
        return new EventTick(since, seen, changes.toByteArray(), status, statusNumber.get());
    }

    /** Ends a stream whose client is gone, or did not read. */
    void drop(EventStream stream, Throwable why) {
        forget(stream);
        stream.close();
        LOG.log(why instanceof Error ? Level.WARNING : Level.DEBUG, "a stream of events ends", why);
    }

    void forget(EventStream stream) {
        if (streams.remove(stream)) {
            count.decrementAndGet();
        }
    }

    /** How many there are. */
    int open() {
        return count.get();
    }

    /** Tells nothing more; the server closes the connections. */
    @Override
    public void close() {
        clock.shutdownNow();
        threads.close();
    }
}
