package dev.insight.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final HttpConfig CONFIG = new HttpConfig(null, null, null, "ops", "s3:cret");

    @Test
    void a_user_and_password_are_asked_for_where_they_are_configured() throws Exception {
        try (PrometheusMetrics metrics = PrometheusMetrics.create();
                RunnerHttp http = RunnerHttp.builder(metrics, PathStore.create())
                        .security(CONFIG)
                        .reload(() -> {})
                        .start()) {
            HttpResponse<String> refused = send(http, "/metrics", "GET", null);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Basic "));
            assertThat(send(http, "/metrics", "GET", basic("ops:s3:cret")).statusCode())
                    .isEqualTo(200);
            assertThat(send(http, "/metrics", "GET", basic("ops:s3")).statusCode())
                    .isEqualTo(401);
            assertThat(send(http, "/metrics", "GET", "Basic !!!").statusCode()).isEqualTo(401);
            assertThat(send(http, "/metrics", "GET", "Bearer x").statusCode()).isEqualTo(401);
            assertThat(send(http, "/-/reload", "POST", null).statusCode()).isEqualTo(401);
            assertThat(send(http, "/-/reload", "POST", basic("ops:s3:cret")).statusCode())
                    .isEqualTo(200);
            assertThat(send(http, "/healthz", "GET", null).statusCode()).isEqualTo(200);
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(RunnerHttp http, String path, String method, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.uri().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
