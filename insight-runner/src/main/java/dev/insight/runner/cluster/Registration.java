package dev.insight.runner.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells Consul of this runner, and again and again that it is well. A Consul that has forgotten is told anew. Thread-safe.
 */
final class Registration implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Registration.class.getName());
    private static final JsonFactory JSON = new JsonFactory();
    /** Said so often within its time to live, one lost word does no harm. */
    private static final int WORDS_PER_LIFE = 3;

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final MemberConfig config;
    private final Fetch fetch;
    private final Supplier<Map<String, String>> says;
    private final Duration patience;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "insight-registration");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<?> telling;
    // Of the timer's thread.
    private boolean isKnown;
    private boolean hasComplained;
    private Map<String, String> told = Map.of();

    private Registration(MemberConfig config, Fetch fetch, Supplier<Map<String, String>> says) {
        this.config = config;
        this.fetch = fetch;
        this.says = says;
        patience = config.ttl().dividedBy(WORDS_PER_LIFE);
    }

    /**
     * Begins to tell.
     *
     * @param says what this runner says of itself now
     */
    static Registration start(MemberConfig config, Fetch fetch, Supplier<Map<String, String>> says) {
        Registration made = new Registration(config, fetch, says);
        long period = config.ttl().toNanos() / WORDS_PER_LIFE;
        made.telling = made.timer.scheduleAtFixedRate(made::tell, 0, period, TimeUnit.NANOSECONDS);
        return made;
    }

    private void tell() {
        try {
            Map<String, String> now = says.get();
            if (!isKnown || !now.equals(told)) {
                register(now);
            }
            try {
                await(put("/v1/agent/check/pass/service:" + Fetch.encoded(config.id()), ""));
            } catch (ExecutionException | TimeoutException e) {
                register(now); // a Consul that began anew knows of no check
            }
            if (hasComplained) {
                LOGGER.log(Level.INFO, "insight: Consul knows of this runner again");
            }
            hasComplained = false;
        } catch (ExecutionException | TimeoutException | RuntimeException e) { // or nothing would ever be told again
            isKnown = false;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOGGER.log(
                    hasComplained ? Level.DEBUG : Level.WARNING,
                    "insight: Consul cannot be told of this runner: " + cause.getMessage());
            hasComplained = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void register(Map<String, String> now) throws InterruptedException, ExecutionException, TimeoutException {
        await(put("/v1/agent/service/register", json(now)));
        isKnown = true;
        told = now;
    }

    private CompletableFuture<?> put(String path, String body) {
        return fetch.put(Fetch.below(config.consul(), path), config.token(), body, patience);
    }

    private void await(CompletableFuture<?> answer) throws InterruptedException, ExecutionException, TimeoutException {
        answer.get(2 * patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private String json(Map<String, String> now) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("ID", config.id());
            json.writeStringField("Name", config.service());
            if (config.host() != null) {
                json.writeStringField("Address", config.host());
            }
            json.writeNumberField("Port", config.port());
            json.writeObjectFieldStart("Meta");
            for (Map.Entry<String, String> each : now.entrySet()) {
                json.writeStringField(each.getKey(), each.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("Check");
            json.writeStringField("TTL", config.ttl().toMillis() + "ms");
            json.writeStringField("Status", "passing");
            json.writeStringField("DeregisterCriticalServiceAfter", "10m");
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written to", e);
        }
        return text.toString();
    }

    /** Takes leave, so that others need not wait. */
    @Override
    public void close() {
        if (telling != null) {
            telling.cancel(false);
        }
        // After whatever is being told now, or that would be the last word.
        Future<?> farewell = timer.submit(this::takeLeave);
        timer.shutdown();
        try {
            farewell.get(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.DEBUG, "insight: Consul will find out that this runner has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeLeave() {
        try {
            await(put("/v1/agent/service/deregister/" + Fetch.encoded(config.id()), ""));
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.DEBUG, "insight: Consul will find out that this runner has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
