package dev.insight.runner.blackbox;

import static dev.insight.runner.blackbox.Probing.LONG;
import static dev.insight.runner.blackbox.Probing.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.Ticker;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that the JDK does not take, against a server that has a certificate of {@code *.internal}. */
class TlsClientTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static SSLContext server;

    private final Blackbox blackbox = Blackbox.create(Ticker.system());
    private final Queue<String> indicated = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        blackbox.close();
    }

    @Test
    void a_host_with_an_underscore_is_verified() throws Exception {
        assertThat(probe("my_service.internal", false).success()).isTrue();
        assertThat(probe("my-service.internal", false).success()).isTrue();
        assertThat(indicated).containsExactly("my-service.internal");
    }

    @Test
    void a_host_with_an_underscore_needs_a_certificate_of_its_own() throws Exception {
        for (String other : List.of("my_service.example", "a.my_service.internal", "my_internal")) {
            ProbeAnswer answer = probe(other, false);

            assertThat(answer.success()).as(other).isFalse();
            assertThat(answer.log()).contains("No subject alternative DNS name matching " + other + " found.");
        }
    }

    @Test
    void what_is_no_name_is_not_said_and_fails_as_others_do() throws Exception {
        try (LoggedLevels logged = new LoggedLevels(Blackbox.class)) {
            for (String odd : List.of("a..b", "x".repeat(64) + ".internal", "x".repeat(64))) {
                assertThat(probe(odd, true).success()).as(odd).isTrue();
                assertThat(probe(odd, false).success()).as(odd).isFalse();
            }
            assertThat(logged.levels()).isEmpty();
        }
        assertThat(indicated).isEmpty();
    }

    @Test
    void the_systems_authorities_are_read_once() throws Exception {
        assertThat(SystemTrust.get()).isSameAs(SystemTrust.get());
    }

    private ProbeAnswer probe(String hostname, boolean insecure) throws Exception {
        TlsSettings settings =
                new TlsSettings(folder.resolve("ca.crt"), null, null, null, insecure, TlsSettings.PROTOCOLS);
        ProbeModule.Tcp module =
                new ProbeModule.Tcp(Duration.ZERO, IpChoice.DEFAULT, null, List.of(step("x", "")), true, settings);
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            SSLSocket secured = (SSLSocket) server.getSocketFactory().createSocket(socket, null, false);
            secured.startHandshake();
            ((ExtendedSSLSession) secured.getSession())
                    .getRequestedServerNames()
                    .forEach(name -> indicated.add(((SNIHostName) name).getAsciiName()));
            secured.getOutputStream().write(new byte[] {'x', '\n'}); // which the probe awaits
            secured.getInputStream().readAllBytes();
        })) {
            CompletableFuture<ProbeAnswer> answer = new CompletableFuture<>();
            assertThat(blackbox.probe(new ProbeRequest(module, peer.address(), hostname, LONG), answer::complete))
                    .isTrue();
            return answer.get(30, TimeUnit.SECONDS);
        }
    }

    /** The JDK makes certificates by its command alone, and that makes none with an underscore. */
    @BeforeAll
    static void make_a_certificate() throws Exception {
        Path store = folder.resolve("it.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String command = "-genkeypair -alias it -keyalg EC -dname CN=it -ext SAN=dns:*.internal -storetype PKCS12"
                + " -storepass changeit -keystore";
        ProcessBuilder builder = new ProcessBuilder(keytool);
        builder.command().addAll(List.of(command.split(" ")));
        builder.command().add(store.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate("it").getEncoded());
        Files.writeString(
                folder.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, PASSWORD);
        server = SSLContext.getInstance("TLS");
        server.init(mine.getKeyManagers(), null, null);
    }
}
