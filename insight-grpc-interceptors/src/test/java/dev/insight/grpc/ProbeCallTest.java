package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import dev.insight.probe.Method;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that reach the peer. */
class ProbeCallTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TestPeer peer = TestPeer.start();
    private final ProbeTransport transport = GrpcInsight.transport();

    @AfterEach
    void close() {
        transport.close();
        peer.close();
    }

    private ProbeResult once(Probe probe) {
        try (ProbeTransport.Session session = transport.open(probe)) {
            return Probing.once(session, probe, 0);
        }
    }

    @Test
    void serving_is_ok_and_timed() {
        ProbeResult result = once(Probing.probe(peer.address()));

        assertThat(result.outcome().isOk()).as("%s", result.outcome()).isTrue();
        assertThat(result.latencyNanos()).isPositive();
        assertThat(result.preTransportNanos()).isPositive();
        assertThat(result.clientLagNanos()).isNotNegative();
        assertThat(result.endNanos() - result.startNanos())
                .isGreaterThanOrEqualTo(result.preTransportNanos() + result.latencyNanos() + result.clientLagNanos());
        assertThat(result.sentEpochMicros())
                .isGreaterThanOrEqualTo(result.slot().intendedEpochMicros());
        assertThat(result.peer()).isEqualTo(peer.address());
    }

    @Test
    void not_serving_is_unavailable_and_no_latency() {
        peer.answer = TestPeer.NOT_SERVING;
        ProbeResult result = once(Probing.probe(peer.address()));

        assertThat(result.outcome().code()).isEqualTo("UNAVAILABLE");
        assertThat(result.outcome().message()).isEqualTo("health: NOT_SERVING");
        assertThat(result.outcome().phase()).isEqualTo(Phase.RPC);
        assertThat(result.latencyNanos()).isEqualTo(HopStamp.ABSENT);
    }

    @Test
    void watch_ends_with_the_first_message() {
        Probe probe = Probing.probe(peer.address(), TIMEOUT, target -> target.method(Method.healthWatch("payments")));
        assertThat(once(probe).latencyNanos()).isPositive();

        peer.answer = TestPeer.NOT_SERVING;
        assertThat(once(probe).outcome().message()).isEqualTo("health: NOT_SERVING");
    }

    @Test
    void payload_goes_out_as_it_is_and_the_answer_is_not_read_as_health() {
        byte[] payload = {1, 2, 3};
        peer.answer = new byte[] {9, 9};
        ProbeResult result = once(Probing.probe(
                peer.address(), TIMEOUT, target -> target.method(Method.unary("shop.Cart/Get", payload))));

        assertThat(result.outcome().isOk()).isTrue();
        assertThat(peer.payloads.peek()).isEqualTo(payload);
    }

    @Test
    void ask_metadata_and_authority_go_out() {
        once(Probing.probe(
                peer.address(),
                TIMEOUT,
                target -> target.authority("payments.sg.internal")
                        .metadata(Map.of("x-target-region", "sg", "insight-key", "s3cret"))));

        Metadata asked = peer.asked.element();
        assertThat(text(asked, "insight-ask")).isEqualTo("v=1;probe;key=s3cret");
        assertThat(text(asked, "x-target-region")).isEqualTo("sg");
        assertThat(text(asked, "insight-key")).isNull();
        assertThat(text(asked, "user-agent")).startsWith("insight/");
        assertThat(peer.authorities).containsExactly("payments.sg.internal");
    }

    @Test
    void partial_probe_names_its_stop() {
        Probe probe = Probing.probe(peer.address());
        try (ProbeTransport.Session session = transport.open(probe)) {
            Probing.get(Probing.send(session, Probing.partial(probe, 0, "gateway-eu")));
        }
        assertThat(text(peer.asked.element(), "insight-ask")).isEqualTo("v=1;probe;stop=gateway-eu");
    }

    @Test
    void partial_probe_is_a_health_check_whatever_the_target_is_asked_else() {
        for (Method method : List.of(Method.unary("shop.Cart/Get", new byte[] {1}), Method.healthWatch("payments"))) {
            Probe probe = Probing.probe(peer.address(), TIMEOUT, target -> target.method(method));
            try (ProbeTransport.Session session = transport.open(probe)) {
                assertThat(Probing.get(Probing.send(session, Probing.partial(probe, 0, "gateway-eu")))
                                .outcome()
                                .isOk())
                        .isTrue();
            }
        }
        assertThat(peer.methods).containsOnly("grpc.health.v1.Health/Check");
    }

    @Test
    void stamps_are_read_from_trailers_and_from_headers() {
        peer.trailerStamp = "payments;t=480;q=18";
        peer.headerStamp = "gw;unit=s;u=\"0.140\";f=h";
        ProbeResult result = once(Probing.probe(peer.address()));

        assertThat(names(result)).containsExactly("gw", "payments");
    }

    @Test
    void stamps_are_read_from_an_error_without_headers() {
        peer.trailerStamp = "mediary-sg;t=51;u=50;e=up";
        peer.status = Status.UNAVAILABLE.withDescription("no upstream");
        ProbeResult result = once(Probing.probe(peer.address()));

        assertThat(result.outcome().code()).isEqualTo("UNAVAILABLE");
        assertThat(result.outcome().message()).isEqualTo("no upstream");
        assertThat(result.outcome().phase()).isEqualTo(Phase.RPC);
        assertThat(names(result)).containsExactly("mediary-sg");
    }

    @Test
    void metadata_that_cannot_be_sent_is_an_outcome_that_names_the_key_only() {
        ProbeResult result =
                once(Probing.probe(peer.address(), TIMEOUT, target -> target.metadata(Map.of("bad key", "s3cret"))));

        assertThat(result.outcome().code()).isEqualTo("INVALID_ARGUMENT");
        assertThat(result.outcome().message()).contains("bad key").doesNotContain("s3cret");
    }

    private static List<String> names(ProbeResult result) {
        return result.path().stamps().stream().map(HopStamp::name).toList();
    }

    private static String text(Metadata metadata, String key) {
        return metadata.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
    }
}
