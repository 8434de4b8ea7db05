package dev.insight.runner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.insight.runner.config.ConfigException;
import dev.insight.runner.config.ConfigFile;
import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static KeyStore server;
    private static KeyStore client;

    private final PrometheusMetrics metrics = PrometheusMetrics.create();

    @BeforeAll
    static void make_certificates() throws Exception {
        server = selfSigned("server", "EC");
        client = selfSigned("client", "RSA");
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void the_server_shows_its_certificate() throws Exception {
        try (RunnerHttp http = serve(new HttpConfig(file("server.crt"), file("server.key"), null, null, null))) {
            assertThat(http.uri().getScheme()).isEqualTo("https");
            assertThat(status(http, null)).isEqualTo(200);
        }
    }

    @Test
    void a_client_needs_the_certificate_that_is_asked_for() throws Exception {
        HttpConfig mutual = new HttpConfig(file("server.crt"), file("server.key"), file("client.crt"), null, null);
        try (RunnerHttp http = serve(mutual)) {
            assertThat(status(http, client)).isEqualTo(200);
            assertThatIOException().isThrownBy(() -> status(http, null));
            assertThatIOException().isThrownBy(() -> status(http, server));
        }
    }

    @Test
    void a_key_in_rsa_serves_as_well() throws Exception {
        try (RunnerHttp http = serve(new HttpConfig(file("client.crt"), file("client.key"), null, null, null))) {
            assertThat(http.uri().getScheme()).isEqualTo("https");
        }
    }

    @Test
    void a_key_of_another_certificate_is_refused() {
        assertThatIOException()
                .isThrownBy(() -> serve(new HttpConfig(file("server.crt"), file("client.key"), null, null, null)))
                .withMessageContaining("http.tls.key: " + file("client.key") + " is not the key of the certificate in "
                        + file("server.crt"));
    }

    @Test
    void the_checker_refuses_a_key_of_another_certificate() throws Exception {
        Path config = Files.writeString(file("insight.yaml"), """
                region: eu
                targets:
                  - { region: sg, service: p, address: 'a:1', tls: { cert: server.crt, key: client.key } }
                  - { region: us, service: p, address: 'a:1', tls: { cert: server.crt, key: server.key } }
                """);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.read(config))
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .contains("targets[0].tls.key: " + file("client.key") + " is not the key of the certificate in "
                                + file("server.crt")));
    }

    @Test
    void a_file_that_holds_no_key_is_named() {
        assertThatIOException()
                .isThrownBy(() -> serve(new HttpConfig(file("server.crt"), file("server.crt"), null, null, null)))
                .withMessageContaining("http.tls.key: " + file("server.crt") + " holds no PKCS#8 private key in PEM");
    }

    @Test
    void a_file_that_holds_no_certificate_is_named() {
        assertThatIOException()
                .isThrownBy(() -> serve(new HttpConfig(file("server.key"), file("server.key"), null, null, null)))
                .withMessageContaining("http.tls.cert: " + file("server.key") + " holds no certificate in PEM");
    }

    private RunnerHttp serve(HttpConfig config) throws IOException {
        return RunnerHttp.builder(metrics, PathStore.create()).security(config).start();
    }

    private static int status(RunnerHttp http, KeyStore identity) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server.getCertificate("it"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(identity == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(
                        HttpRequest.newBuilder(http.uri().resolve("/healthz"))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** The JDK makes certificates by its command alone. */
    private static KeyStore selfSigned(String name, String algorithm) throws Exception {
        Path store = file(name + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(file(name + ".log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        write(name + ".crt", "CERTIFICATE", keys.getCertificate("it").getEncoded());
        write(name + ".key", "PRIVATE KEY", keys.getKey("it", PASSWORD).getEncoded());
        return keys;
    }

    private static void write(String name, String what, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file(name), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }
}
