package dev.insight.runner.fetch;

import dev.insight.probe.Pem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Talks to other systems over HTTP. Each answer is bounded in size, and in time from the name's resolution to the last byte, so that
 * a slow or hostile server delays nobody and fills nothing. Connections are kept and used again. Thread-safe.
 */
public final class Fetch implements AutoCloseable {
    /** All others may hold secrets. */
    private static final Set<String> PUBLIC_HEADERS = Set.of("accept", "content-type", "content-encoding");

    private static final int MAX_QUOTED = 200;

    private final ExecutorService answers;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<Long, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong asked = new AtomicLong();
    private final HttpClient client;
    private final int mostBytes;
    private volatile boolean closed;

    private Fetch(int mostBytes, @Nullable SSLContext trusted) {
        this.mostBytes = mostBytes;
        answers = Executors.newCachedThreadPool(Fetch::daemon);
        timer = new ScheduledThreadPoolExecutor(1, Fetch::daemon);
        timer.setRemoveOnCancelPolicy(true);
        HttpClient.Builder building = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(answers)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (trusted != null) {
            building.sslContext(trusted);
        }
        client = building.build();
    }

    /**
     * Takes no answer above {@code mostBytes}.
     *
     * @param ca PEM file of the authorities trusted under HTTPS, or null for the system's
     * @param setting what names that file, for messages
     * @throws IOException if the file holds no certificates; the message names it
     */
    public static Fetch upTo(int mostBytes, @Nullable Path ca, String setting) throws IOException {
        return new Fetch(mostBytes, ca == null ? null : trusting(Pem.trustManagers(setting, ca), setting));
    }

    private static SSLContext trusting(TrustManager[] trust, String setting) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(setting + ": " + e.getMessage(), e);
        }
    }

    /**
     * What {@code uri} serves; the future ends within {@code timeout}, with a {@link FetchException} if nothing was got. A
     * redirect is an error, for what is sent along is not for others.
     *
     * @param bearer sent as {@code Authorization: Bearer}, or null
     */
    public CompletableFuture<Document> get(URI uri, @Nullable String bearer, Duration timeout) {
        return send(HttpRequest.newBuilder(uri).GET(), bearer, timeout);
    }

    /** The same of what {@code uri} answers when it is put {@code body}. */
    public CompletableFuture<Document> put(URI uri, @Nullable String bearer, String body, Duration timeout) {
        return send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body)), bearer, timeout);
    }

    /** The same of what {@code uri} answers when {@code body} is posted to it, with any status of success. */
    public CompletableFuture<Document> post(URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return send(request, null, timeout);
    }

    private CompletableFuture<Document> send(HttpRequest.Builder request, @Nullable String bearer, Duration timeout) {
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpRequest made = request.timeout(timeout).build();
        if (closed) {
            return CompletableFuture.failedFuture(new FetchException(made.uri() + " is not asked any more", null));
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(made, info -> new BoundedBody(mostBytes));
        // The request's own timeout ends with its headers; a body that trickles in is given up here.
        Future<?> patience = timer.schedule(() -> answer.cancel(true), timeout.toNanos(), TimeUnit.NANOSECONDS);
        Long number = asked.incrementAndGet();
        underWay.put(number, answer);
        if (closed) {
            answer.cancel(true); // closing may have looked before it was there, and nothing ends it later
        }
        return answer.handle((response, fault) -> {
            underWay.remove(number);
            patience.cancel(false); // or it would hold on to the answer
            return document(made, response, fault, timeout);
        });
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "insight-fetch");
        thread.setDaemon(true);
        return thread;
    }

    private static Document document(
            HttpRequest request, @Nullable HttpResponse<byte[]> response, @Nullable Throwable fault, Duration timeout) {
        URI uri = request.uri();
        if (response == null) {
            throw new CompletionException(new FetchException(uri + " " + reason(fault, timeout), fault));
        }
        int status = response.statusCode();
        boolean isGood = status == 200 || (status / 100 == 2 && request.method().equals("POST"));
        if (!isGood) {
            String said = uri + " answers HTTP " + status + quoted(request, response.body());
            throw new CompletionException(new FetchException(said, status));
        }
        return new Document(response.body(), response.headers());
    }

    private static String reason(@Nullable Throwable fault, Duration timeout) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof ConnectException) {
            return "cannot be connected to";
        }
        if (cause instanceof HttpTimeoutException || cause instanceof CancellationException) {
            return "gives no answer within " + timeout.toMillis() + " ms";
        }
        return "cannot be read: " + (cause == null || cause.getMessage() == null ? cause : cause.getMessage());
    }

    /** What the server says of its error, on one line, without what it was told in headers. */
    private static String quoted(HttpRequest request, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        for (Map.Entry<String, List<String>> header : request.headers().map().entrySet()) {
            if (!PUBLIC_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                text = hidden(text, header.getValue());
            }
        }
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(MAX_QUOTED, text.length()));
    }

    private static String hidden(String text, List<String> values) {
        String rest = text;
        for (String value : values) {
            for (String word : value.split("\\s+")) {
                rest = word.length() < 3 || word.equals("Bearer") ? rest : rest.replace(word, "***");
            }
        }
        return rest;
    }

    /** {@code path} below {@code base}, whether or not that ends in a slash. */
    public static URI below(URI base, String path) {
        String root = base.toString();
        return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }

    /** {@code text} as a part of a path or the value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Gives up what is under way, and ends its threads; the JDK's own for connections ends with the last reference. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(underWay.values()).forEach(answer -> answer.cancel(true));
        timer.shutdownNow();
        answers.shutdown();
    }
}
