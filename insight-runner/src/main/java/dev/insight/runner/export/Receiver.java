package dev.insight.runner.export;

import dev.insight.hop.Ticker;
import dev.insight.runner.fetch.Document;
import dev.insight.runner.fetch.Fetch;
import dev.insight.runner.fetch.FetchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What takes one signal by OTLP over HTTP. A request ends within its patience, whatever the receiver does. That it fails is
 * said once, and once that it works again. One thread sends; others may count and close.
 */
final class Receiver {
    private static final Logger LOGGER = System.getLogger(Receiver.class.getName());
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private final Fetch fetch;
    private final String signal;
    private final URI endpoint;
    private final Map<String, String> headers;
    private final Duration patience;
    private final Ticker ticker;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private boolean failing;
    private long restUntilNanos;
    private volatile boolean closing;
    private volatile long closedByNanos;
    private volatile @Nullable CompletableFuture<?> underWay;

    /** Requests of {@code signal}, a plural for messages, to {@code endpoint}. */
    Receiver(Fetch fetch, String signal, URI endpoint, Map<String, String> headers, Duration patience, Ticker ticker) {
        this.fetch = fetch;
        this.signal = signal;
        this.endpoint = endpoint;
        this.headers = new HashMap<>(headers);
        this.headers.put("Content-Type", "application/x-protobuf");
        this.headers.put("Content-Encoding", "gzip");
        this.patience = patience;
        this.ticker = ticker;
        restUntilNanos = ticker.nanos();
    }

    /**
     * Sends {@code message}, an export request of OTLP. After a failure the receiver is left alone for half its patience, so
     * that of one export in many requests only the first waits for a receiver that hangs.
     */
    Reception send(byte[] message) {
        long now = ticker.nanos();
        if (!closing && now - restUntilNanos < 0) {
            failed.incrementAndGet();
            return Reception.UNANSWERED;
        }
        Reception reception = post(gzip(message), patience(now));
        if (reception == Reception.TAKEN) {
            taken.incrementAndGet();
        } else {
            failed.incrementAndGet();
            restUntilNanos =
                    reception == Reception.UNANSWERED ? ticker.nanos() + patience.toNanos() / 2 : restUntilNanos;
        }
        return reception;
    }

    private Duration patience(long now) {
        long most = patience.toNanos();
        return Duration.ofNanos(closing ? Math.max(1, Math.min(most, closedByNanos - now)) : most);
    }

    private Reception post(byte[] body, Duration within) {
        try {
            CompletableFuture<Document> answer = fetch.post(endpoint, headers, body, within);
            underWay = answer;
            if (closing) {
                hasten(answer);
            }
            Rejected rejected = Rejected.in(answer.get());
            if (rejected != null) {
                fails(endpoint + " " + rejected);
                return Reception.REFUSED;
            }
            works();
            return Reception.TAKEN;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            fails(cause.getMessage() == null ? "it gave no answer in time" : cause.getMessage());
            return cause instanceof FetchException fault && fault.status() > 0 && !LATER.contains(fault.status())
                    ? Reception.REFUSED
                    : Reception.UNANSWERED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reception.UNANSWERED;
        } catch (RuntimeException e) { // whatever it is, probing and other exports go on
            fails(e.toString());
            return Reception.UNANSWERED;
        } finally {
            underWay = null;
        }
    }

    private void works() {
        if (failing) {
            failing = false;
            LOGGER.log(Level.INFO, "insight: " + signal + " are exported again to " + endpoint);
        }
    }

    private void fails(String why) {
        Level level = failing || closing ? Level.DEBUG : Level.WARNING;
        failing = true;
        LOGGER.log(level, "insight: " + signal + " cannot be exported, which is said once until they can: " + why);
    }

    /** From now on whatever is sent, and what is under way, ends within {@code remaining}. */
    void closeWithin(Duration remaining) {
        closedByNanos = ticker.nanos() + remaining.toNanos();
        closing = true;
        CompletableFuture<?> answer = underWay;
        if (answer != null) {
            hasten(answer);
        }
    }

    private void hasten(CompletableFuture<?> answer) {
        answer.orTimeout(Math.max(1, closedByNanos - ticker.nanos()), TimeUnit.NANOSECONDS);
    }

    String signal() {
        return signal;
    }

    /** Requests that were taken. */
    double taken() {
        return taken.get();
    }

    /** Requests that were not. */
    double failed() {
        return failed.get();
    }

    private static byte[] gzip(byte[] message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length / 4 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }
}
