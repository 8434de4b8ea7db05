package dev.insight.runner.load;

import dev.insight.runner.fetch.Document;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A document that is read again and again, once at a time. That it cannot be read is logged when it begins and when it
 * ends. Read by one thread.
 */
final class PolledDocument {
    private static final Logger LOGGER = System.getLogger(PolledDocument.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final String what;
    private final URI address;
    private final @Nullable String bearer;
    private final Fetch fetch;
    private final Taker taker;
    private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);
    private boolean isUnknown; // of whoever ends the reading that is under way

    /** Takes in what was read; told by one thread at a time. */
    @FunctionalInterface
    interface Taker {
        /** Throws what is wrong with it. */
        void take(Document document) throws IOException;
    }

    /**
     * Reads nothing yet.
     *
     * @param what is not known when it cannot be read, for the log
     */
    PolledDocument(String what, URI address, @Nullable String bearer, Fetch fetch, Taker taker) {
        this.what = what;
        this.address = address;
        this.bearer = bearer;
        this.fetch = fetch;
        this.taker = taker;
    }

    /** Begins to read, unless that is under way; returns at once. */
    void read() {
        if (underWay.isDone()) {
            underWay = fetch.get(address, bearer, TIMEOUT).handle((document, fault) -> {
                end(document, fault);
                return null;
            });
        }
    }

    private void end(@Nullable Document document, @Nullable Throwable fault) {
        String wrong = null;
        if (document == null) {
            Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
            wrong = cause == null ? "cannot be read" : cause.getMessage();
        } else {
            try {
                taker.take(document);
            } catch (IOException | RuntimeException e) {
                wrong = address + " " + e.getMessage();
            }
        }
        if (wrong != null) {
            LOGGER.log(isUnknown ? Level.DEBUG : Level.WARNING, "insight: " + what + " is unknown: " + wrong);
        } else if (isUnknown) {
            LOGGER.log(Level.INFO, "insight: " + what + " is known again");
        }
        isUnknown = wrong != null;
    }
}
