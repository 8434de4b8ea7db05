package dev.insight.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and all that it names, however far down, is served; libraries come out of other jars, which may lie otherwise one day. */
class PageFilesTest {
    private static final Pattern NAMED_BY_HTML = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"");
    private static final Pattern NAMED_BY_SCRIPT = Pattern.compile("(?:from |import )\"(\\.[^\"]+)\"");
    private static final Pattern ASKED_BY_SCRIPT = Pattern.compile("\"(page/[^\"]+)\"");

    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private RunnerHttp http;

    @BeforeEach
    void serve() throws IOException {
        http = RunnerHttp.builder(metrics, PathStore.create()).start();
    }

    @AfterEach
    void close() {
        http.close();
        metrics.close();
    }

    @Test
    void whatever_the_page_names_is_there() throws Exception {
        HttpResponse<String> page = get("");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));

        Set<String> seen = new HashSet<>();
        Deque<String> named = new ArrayDeque<>();
        all(NAMED_BY_HTML, page.body()).forEach(named::add);
        while (!named.isEmpty()) {
            String file = named.remove();
            if (seen.add(file)) {
                HttpResponse<String> answer = get(file);
                assertThat(answer.statusCode()).as(file).isEqualTo(200);
                assertThat(answer.body()).as(file).isNotEmpty();
                assertThat(answer.headers().firstValue("Content-Type"))
                        .as(file)
                        .hasValueSatisfying(type -> assertThat(type).startsWith(typeOf(file)));
                if (file.endsWith(".js") && !file.startsWith("page/lib/")) {
                    Path at = Path.of(file).resolveSibling(".");
                    all(NAMED_BY_SCRIPT, answer.body())
                            .forEach(other ->
                                    named.add(at.resolve(other).normalize().toString()));
                    all(ASKED_BY_SCRIPT, answer.body()).forEach(named::add);
                }
            }
        }
        assertThat(seen)
                .hasSizeGreaterThan(60)
                .contains("page/world.json", "page/lib/uPlot.iife.min.js", "page/views/global.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preact", "htm", "uplot", "d3-array", "d3-geo"})
    void with_each_library_goes_its_licence(String library) throws IOException {
        try (InputStream licence = PageFiles.class.getResourceAsStream("page/lib/" + library + ".license.txt")) {
            assertThat(licence).isNotNull().asString(StandardCharsets.UTF_8).contains("Copyright");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(http.uri().resolve("/" + path))
                .header("Accept", "text/html,*/*;q=0.8")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static Iterable<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String typeOf(String file) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".js" -> "text/javascript";
            case ".css" -> "text/css";
            case ".svg" -> "image/svg+xml";
            case ".json" -> "application/json";
            default -> throw new AssertionError("no type is known of " + file);
        };
    }
}
