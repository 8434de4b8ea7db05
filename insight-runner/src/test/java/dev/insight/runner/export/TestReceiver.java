package dev.insight.runner.export;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Keeps what is posted to it; answers as it is told, or not at all. */
final class TestReceiver implements AutoCloseable {
    final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<Headers> headers = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile byte[] answer = {};
    volatile boolean hanging;
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    TestReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> new Thread(task, "test-receiver").start());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        paths.add(exchange.getRequestURI().getPath());
        byte[] packed = exchange.getRequestBody().readAllBytes();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            bodies.add(in.readAllBytes());
        }
        headers.add(exchange.getRequestHeaders());
        if (hanging) {
            await();
        }
        byte[] said = answer;
        exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came to {@code path}; of no use while requests come at once. */
    List<byte[]> bodies(String path) {
        return IntStream.range(0, bodies.size())
                .filter(i -> paths.get(i).equals(path))
                .mapToObj(bodies::get)
                .toList();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
