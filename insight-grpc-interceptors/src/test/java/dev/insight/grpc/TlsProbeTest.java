package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Tls;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProbeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ProbeTransport transport = GrpcInsight.transport();
    private final TestCertificates authority = new TestCertificates("right");

    @TempDir
    private Path files;

    @AfterEach
    void close() {
        transport.close();
    }

    private static TestPeer start(TestCertificates issuer, Duration validFor) throws Exception {
        return TestPeer.start("127.0.0.1", 0, TestCertificates.server(issuer.issue(validFor), null));
    }

    private Tls trusting(TestCertificates trusted) throws Exception {
        return new Tls(TestCertificates.write(files.resolve("ca.pem"), trusted.certificate()), null, null);
    }

    private static Probe probe(TestPeer peer, Tls tls) {
        return Probing.probe(peer.address(), TIMEOUT, target -> target.tls(tls));
    }

    private ProbeResult once(Probe probe) {
        try (ProbeTransport.Session session = transport.open(probe)) {
            return Probing.once(session, probe, 0);
        }
    }

    private static void assertTlsFails(ProbeResult result, String... words) {
        assertThat(result.outcome().code()).as("%s", result.outcome()).isEqualTo("UNAVAILABLE");
        assertThat(result.outcome().phase()).as("%s", result.outcome()).isEqualTo(Phase.TLS);
        assertThat(result.outcome().message()).contains(words);
    }

    @Test
    void trusted_certificate_is_ok() throws Exception {
        try (TestPeer peer = start(authority, Duration.ofHours(1))) {
            assertThat(once(probe(peer, trusting(authority))).outcome().isOk()).isTrue();
        }
    }

    @Test
    void authority_is_what_the_certificate_is_verified_for() throws Exception {
        try (TestPeer peer = start(authority, Duration.ofHours(1))) {
            Tls tls = trusting(authority);
            Probe right = Probing.probe(
                    peer.address(), TIMEOUT, target -> target.tls(tls).authority("payments.internal"));
            assertThat(once(right).outcome().isOk()).isTrue();
            assertThat(peer.authorities).containsExactly("payments.internal");

            Probe wrong = Probing.probe(
                    peer.address(), TIMEOUT, target -> target.tls(tls).authority("orders.internal"));
            assertTlsFails(once(wrong), "orders.internal");
        }
    }

    @Test
    void wrong_authority_of_certificates_fails_in_tls() throws Exception {
        try (TestPeer peer = start(new TestCertificates("wrong"), Duration.ofHours(1))) {
            assertTlsFails(once(probe(peer, trusting(authority))), "unable to find valid certification path");
            assertTlsFails(once(probe(peer, Tls.systemRoots())), "unable to find valid certification path");
        }
    }

    @Test
    void expired_certificate_fails_in_tls() throws Exception {
        try (TestPeer peer = start(authority, Duration.ofHours(-1))) {
            assertTlsFails(once(probe(peer, trusting(authority))), "NotAfter");
        }
    }

    @Test
    void peer_without_tls_fails_in_tls() throws Exception {
        try (TestPeer peer = TestPeer.start()) {
            assertTlsFails(once(probe(peer, trusting(authority))), "not an SSL/TLS record");
        }
    }

    @Test
    void handshake_that_is_never_answered_ends_at_the_deadline_in_tls() throws Exception {
        try (ServerSocket mute = SilentPeers.neverAnswers()) {
            Tls tls = trusting(authority);
            ProbeResult result = once(Probing.probe(
                    "127.0.0.1:" + mute.getLocalPort(), Duration.ofSeconds(3), target -> target.tls(tls)));
            assertThat(result.outcome().code()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(result.outcome().phase()).isEqualTo(Phase.TLS);
        }
    }

    @Test
    void client_certificate_is_shown_where_the_peer_wants_one() throws Exception {
        TestCertificates clients = new TestCertificates("clients");
        try (TestPeer peer = TestPeer.start(
                "127.0.0.1", 0, TestCertificates.server(authority.issue(Duration.ofHours(1)), clients))) {
            assertTlsFails(once(probe(peer, trusting(authority))), "alert");

            TestCertificates.Identity me = clients.issue(Duration.ofHours(1));
            Tls mutual = new Tls(
                    trusting(authority).ca(),
                    TestCertificates.write(files.resolve("me.pem"), me.certificate()),
                    TestCertificates.write(files.resolve("me.key"), me.key()));
            assertThat(once(probe(peer, mutual)).outcome().isOk()).isTrue();
        }
    }

    @Test
    void file_that_cannot_be_used_is_named() throws Exception {
        try (TestPeer peer = start(authority, Duration.ofHours(1))) {
            Path missing = files.resolve("missing.pem");
            assertTlsFails(once(probe(peer, new Tls(missing, null, null))), missing.toString(), "does not exist");

            Path junk = Files.writeString(files.resolve("junk.pem"), "-----BEGIN NOTHING-----");
            assertTlsFails(once(probe(peer, new Tls(junk, null, null))), junk.toString(), "no certificate");

            Path cert = TestCertificates.write(files.resolve("me.pem"), authority.certificate());
            assertTlsFails(once(probe(peer, new Tls(null, cert, junk))), junk.toString(), "no PKCS#8 private key");
        }
    }

    @Test
    void half_a_pair_is_refused_and_both_files_named() throws Exception {
        try (TestPeer peer = start(authority, Duration.ofHours(1))) {
            TestCertificates.Identity me = authority.issue(Duration.ofHours(1));
            Path cert = TestCertificates.write(files.resolve("me.pem"), me.certificate());
            Path key = TestCertificates.write(
                    files.resolve("other.key"),
                    authority.issue(Duration.ofHours(1)).key());
            Tls mixed = new Tls(trusting(authority).ca(), cert, key);
            assertTlsFails(
                    once(probe(peer, mixed)), "tls.key: " + key + " is not the key of the certificate in " + cert);
        }
    }

    @Test
    void old_pair_stays_in_use_until_both_halves_are_replaced() throws Exception {
        TestCertificates clients = new TestCertificates("clients");
        try (TestPeer peer = TestPeer.start(
                "127.0.0.1", 0, TestCertificates.server(authority.issue(Duration.ofHours(1)), clients))) {
            TestCertificates.Identity me = clients.issue(Duration.ofHours(1));
            Path cert = TestCertificates.write(files.resolve("me.pem"), me.certificate());
            Path key = TestCertificates.write(files.resolve("me.key"), me.key());
            Probe probe = probe(peer, new Tls(trusting(authority).ca(), cert, key));
            try (ProbeTransport.Session session = transport.open(probe)) {
                assertThat(Probing.once(session, probe, 0).outcome().isOk()).isTrue();
                TestCertificates.write(cert, clients.issue(Duration.ofHours(1)).certificate());
                Awaitility.await()
                        .pollInSameThread()
                        .during(Duration.ofSeconds(5)) // in which the files are looked at twice
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> Probing.once(session, probe, 1).outcome().isOk());
            }
        }
    }

    @Test
    void rotated_files_are_used_without_a_restart() throws Exception {
        TestCertificates next = new TestCertificates("next");
        Path ca = files.resolve("ca.pem");
        try (TestPeer peer = start(next, Duration.ofHours(1))) {
            Probe probe = probe(peer, trusting(authority));
            try (ProbeTransport.Session session = transport.open(probe)) {
                assertTlsFails(Probing.once(session, probe, 0), "unable to find valid certification path");
                TestCertificates.write(ca, next.certificate());
                awaitOutcome(session, probe, "OK");

                // And back: connections made with what is no longer trusted do not go on.
                TestCertificates.write(ca, authority.certificate());
                awaitOutcome(session, probe, "UNAVAILABLE");
            }
            Awaitility.await().until(() -> transport.channels() == 0);
        }
    }

    @Test
    void files_that_appear_or_break_later_are_coped_with() throws Exception {
        Path ca = files.resolve("ca.pem");
        try (TestPeer peer = start(authority, Duration.ofHours(1))) {
            Probe probe = probe(peer, new Tls(ca, null, null));
            try (ProbeTransport.Session session = transport.open(probe)) {
                assertTlsFails(Probing.once(session, probe, 0), ca.toString());
                trusting(authority);
                awaitOutcome(session, probe, "OK");

                // What was good goes on to be used as long as the new cannot be.
                Files.writeString(ca, "half a fi");
                Awaitility.await()
                        .pollInSameThread()
                        .during(Duration.ofSeconds(5)) // in which the files are looked at twice
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> Probing.once(session, probe, 1).outcome().isOk());
            }
        }
    }

    private static void awaitOutcome(ProbeTransport.Session session, Probe probe, String code) {
        AtomicLong sequence = new AtomicLong(1);
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .until(() -> Probing.once(session, probe, sequence.getAndIncrement())
                        .outcome()
                        .code()
                        .equals(code));
    }
}
