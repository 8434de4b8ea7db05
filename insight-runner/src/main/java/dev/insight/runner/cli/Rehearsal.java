package dev.insight.runner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * What Insight does in the first seconds of its commands, against a service in the same process: for a JVM that notes which
 * classes that takes.
 */
public final class Rehearsal {
    /** At 50 ms: long enough for a cold probe, and for what fails to be diagnosed as failing. */
    private static final int CALLS = 30;

    private static final int PATIENCE_SECONDS = 60;

    private Rehearsal() {}

    /** Rehearses in the directory {@code args[0]} and exits, with 0 if all went as it should. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (RehearsedService service = RehearsedService.start()) {
            Path file = Files.writeString(directory.resolve("rehearsal.yaml"), config(service.port()));
            must(line(), "--help");
            must(line(), "check", file.toString());
            must(line(), "probe", "127.0.0.1:" + service.port());

            FirstLine said = new FirstLine();
            Thread run = new Thread(
                    () -> said.end(line().setOut(new PrintWriter(said))
                            .execute("run", "--config", file.toString(), "--no-baselines")),
                    "insight-rehearsal");
            run.setDaemon(true);
            run.start();
            String line = said.first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!service.answered(CALLS, PATIENCE_SECONDS)) {
                throw new IllegalStateException("no probes came");
            }
            ask(URI.create(line.substring(line.indexOf("http"))));
        }
        System.exit(0);
    }

    /** A path that works, one whose handshake fails behind a name, and one where nobody listens. */
    private static String config(int port) {
        return """
                region: here
                listen: "127.0.0.1:0"
                defaults: { interval: 50ms, timeout: 1s, cold_interval: 1s, partial_interval: 100ms }
                targets:
                  - { region: there, service: rehearsed, address: "127.0.0.1:%1$d" }
                  - { region: there, service: secured, address: "dns:///localhost:%1$d", tls: {} }
                  - { region: there, service: absent, address: "127.0.0.1:1" }
                """.formatted(port);
    }

    private static CommandLine line() {
        return Cli.create(Terminal.system());
    }

    private static void must(CommandLine line, String... args) {
        int code = Cli.execute(line, args);
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", args) + " exits " + code);
        }
    }

    /** As probes of an orchestrator, a Prometheus and a person ask. */
    private static void ask(URI runner) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (String accept : new String[] {
            "*/*",
            "application/openmetrics-text;version=1.0.0",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
        }) {
            for (String page : new String[] {"/healthz", "/readyz", "/metrics", "/api/v1/paths", "/api/v1/incidents"}) {
                HttpRequest request = HttpRequest.newBuilder(runner.resolve(page))
                        .header("Accept", accept)
                        .build();
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    throw new IllegalStateException(page + " answers " + status);
                }
            }
        }
    }

    /** Hands on the first line of what is written to it. */
    private static final class FirstLine extends Writer {
        final CompletableFuture<String> first = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] chars, int from, int count) {
            text.append(chars, from, count);
            int end = text.indexOf("\n");
            if (end >= 0) {
                first.complete(text.substring(0, end).strip());
            }
        }

        void end(int code) {
            first.completeExceptionally(new IllegalStateException("run exits " + code));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
