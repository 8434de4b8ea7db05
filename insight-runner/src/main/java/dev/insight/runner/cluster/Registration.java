package dev.insight.runner.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.discovery.Instance;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "insight-registration");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<?> telling;
    private boolean isKnown; // of the timer's thread
    private boolean hasComplained;

    private Registration(MemberConfig config, Fetch fetch) {
        this.config = config;
        this.fetch = fetch;
    }

    /** Begins to tell. */
    static Registration start(MemberConfig config, Fetch fetch) {
        Registration made = new Registration(config, fetch);
        long period = config.ttl().toNanos() / WORDS_PER_LIFE;
        made.telling = made.timer.scheduleAtFixedRate(made::tell, 0, period, TimeUnit.NANOSECONDS);
        return made;
    }

    private void tell() {
        try {
            if (!isKnown) {
                await(put("/v1/agent/service/register", json()));
            }
            await(put("/v1/agent/check/pass/service:" + encoded(config.id()), ""));
            if (hasComplained) {
                LOGGER.log(Level.INFO, "insight: Consul knows of this runner again");
            }
            isKnown = true;
            hasComplained = false;
        } catch (ExecutionException | TimeoutException e) {
            isKnown = false; // whatever went wrong, to be registered again does no harm
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOGGER.log(
                    hasComplained ? Level.DEBUG : Level.WARNING,
                    "insight: Consul cannot be told of this runner: " + cause.getMessage());
            hasComplained = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<?> put(String path, String body) {
        String base = config.consul().toString();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return fetch.put(URI.create(root + path), config.token(), body, config.ttl());
    }

    private void await(CompletableFuture<?> answer) throws InterruptedException, ExecutionException, TimeoutException {
        answer.get(2 * config.ttl().toNanos(), TimeUnit.NANOSECONDS);
    }

    private String json() {
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
            json.writeStringField(Instance.PREFIX + "region", config.region());
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Takes leave, so that others need not wait. */
    @Override
    public void close() {
        if (telling != null) {
            telling.cancel(false);
        }
        timer.shutdown();
        try {
            put("/v1/agent/service/deregister/" + encoded(config.id()), "")
                    .get(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It will be found out.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
