package dev.insight.runner.http;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that takes in a stream of events, as a browser does. */
final class EventClient implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What the server answered; its body is being taken in. */
    final HttpResponse<InputStream> response;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** One event. */
    record Event(String id, String name, String data) {
        /** What stands before the last hyphen of its id. */
        String boot() {
            return id.substring(0, id.lastIndexOf('-'));
        }

        boolean isValidJson() {
            try (JsonParser json = new JsonFactory().createParser(data)) {
                while (json.nextToken() != null) {}
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    EventClient(URI server, String... headers) throws IOException, InterruptedException {
        this(server, "", headers);
    }

    EventClient(URI server, String query, String[] headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/v1/events" + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        Thread reader = new Thread(this::read, "event-client");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits for the next event. */
    Event next() throws InterruptedException {
        Event event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    /** Waits for the next that tells of a change. */
    Event nextChange() throws InterruptedException {
        Event event = next();
        while (event.name().equals("status")) {
            event = next();
        }
        return event;
    }

    /** Waits for the next event called {@code name}, and skips others. */
    Event next(String name) throws InterruptedException {
        Event event = next();
        while (!event.name().equals(name)) {
            event = next();
        }
        return event;
    }

    /** Takes what came; whether {@code text} was in it. */
    boolean hasBeenTold(String text) {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            if (event.data().contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Waits for the server to end it. */
    void awaitEnd() {
        await().atMost(Duration.ofSeconds(20)).until(() -> ended.getCount() == 0);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String name = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    events.add(new Event(id, name, data));
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
        } catch (IOException e) {
            // It was cut off.
        } finally {
            ended.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
