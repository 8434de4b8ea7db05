package dev.insight.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.probe.Method;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.Tls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By messages as real peers made gRPC and the JDK say them. */
class CuresTest {
    private static final Target PLAIN =
            Target.builder("sg", "payments", "10.0.0.1:443").build();
    private static final Target TLS = Target.builder("sg", "payments", "10.0.0.1:443")
            .tls(Tls.systemRoots())
            .authority("payments.sg")
            .build();
    private static final Target METHOD = Target.builder("sg", "payments", "10.0.0.1:443")
            .method(Method.unary("a.B/C", new byte[0]))
            .build();

    @Test
    void of_aConnectionThatFails_saysWhatToDoAboutIt() {
        assertCure("getent hosts", PLAIN, "UNAVAILABLE", Phase.DNS, "Unable to resolve host nowhere.invalid");
        assertCure("check the port", PLAIN, "UNAVAILABLE", Phase.CONNECT, "Connection refused: /127.0.0.1:1");
        assertCure("a firewall", PLAIN, "DEADLINE_EXCEEDED", Phase.CONNECT, "no connection within 1000 ms");
        assertCure("add --tls", PLAIN, "UNAVAILABLE", Phase.HTTP2, "Network closed for unknown reason");
        assertCure("add --tls", PLAIN, "DEADLINE_EXCEEDED", Phase.HTTP2, "takes connections but did not greet");
        assertCure("HTTP/1", PLAIN, "INTERNAL", Phase.HTTP2, "the peer does not speak HTTP/2");
        assertCure("the gRPC port", TLS, "UNAVAILABLE", Phase.HTTP2, "the peer closed the connection");
    }

    @Test
    void of_tlsThatFails_tellsTheReasonsApart() {
        assertCure("leave --tls and", TLS, "UNAVAILABLE", Phase.TLS, "not an SSL/TLS record: 00001204");
        assertCure("leave --tls and", TLS, "UNAVAILABLE", Phase.TLS, "tls: Unsupported or unrecognized SSL message");
        assertCure("--tls-ca FILE", TLS, "UNAVAILABLE", Phase.TLS, "unable to find valid certification path to x");
        assertCure("--authority NAME", TLS, "UNAVAILABLE", Phase.TLS, "No subject alternative names matching IP");
        assertCure("--authority NAME", TLS, "UNAVAILABLE", Phase.TLS, "No name matching a.b found");
        assertCure("out of date", TLS, "UNAVAILABLE", Phase.TLS, "NotAfter: Mon Jan 06 00:00:00 UTC 2020");
        assertCure("out of date", TLS, "UNAVAILABLE", Phase.TLS, "CertPathValidatorException: validity check failed");
        assertCure("ALPN h2", TLS, "UNAVAILABLE", Phase.TLS, "Received fatal alert: no_application_protocol");
        assertCure("--tls-cert FILE", TLS, "UNAVAILABLE", Phase.TLS, "Received fatal alert: certificate_required");
        assertCure("shakes no hands", TLS, "DEADLINE_EXCEEDED", Phase.TLS, "no TLS with 10.0.0.1:443 within 1000 ms");
        assertCure("its own log", TLS, "UNAVAILABLE", Phase.TLS, "tls: Remote host terminated the handshake");
        assertCure("BEGIN CERTIFICATE", TLS, "UNAVAILABLE", Phase.TLS, "tls.ca: x holds no certificate in PEM");
    }

    @Test
    void of_aCallThatFails_goesByItsCode() {
        assertCure("no health service", PLAIN, "UNIMPLEMENTED", Phase.RPC, "Method not found: grpc.health.v1.Health");
        assertCure("no such method", METHOD, "UNIMPLEMENTED", Phase.RPC, "Method not found: a.B/C");
        assertCure("no gRPC server", PLAIN, "UNIMPLEMENTED", Phase.RPC, "HTTP status code 404");
        assertCure("--service", PLAIN, "NOT_FOUND", Phase.RPC, "unknown service");
        assertCure("--metadata", PLAIN, "UNAUTHENTICATED", Phase.RPC, "no token");
        assertCure("credentials", PLAIN, "PERMISSION_DENIED", Phase.RPC, "not you");
        assertCure("less often", PLAIN, "RESOURCE_EXHAUSTED", Phase.RPC, "quota");
        assertCure("--payload-file", METHOD, "INVALID_ARGUMENT", Phase.RPC, "bad");
        assertCure("a longer --timeout", PLAIN, "DEADLINE_EXCEEDED", Phase.RPC, "no answer within 1000 ms");
        assertCure("its upstreams", PLAIN, "UNAVAILABLE", Phase.RPC, "upstream gone");
        assertThat(Cures.of(new Outcome("UNAVAILABLE", Phase.RPC, "gateway-eu", null), PLAIN))
                .isEqualTo("look behind gateway-eu, the last that is heard of");
    }

    @Test
    void of_whatNobodyCanTell_isNothing() {
        assertThat(Cures.of(Outcome.ok(), PLAIN)).isNull();
        assertThat(Cures.of(Outcome.failed("INTERNAL", Phase.RPC, "boom"), PLAIN))
                .isNull();
        assertThat(Cures.of(Outcome.failed("NOT_FOUND", Phase.RPC, "no such order"), METHOD))
                .isNull();
    }

    @Test
    void tried_saysWhomHowAndHowLong() {
        assertThat(Cures.tried(probe(PLAIN)))
                .isEqualTo("tried: grpc.health.v1.Health/Check at 10.0.0.1:443 in plain text, given 700 ms");
        assertThat(Cures.tried(probe(TLS)))
                .isEqualTo("tried: grpc.health.v1.Health/Check at 10.0.0.1:443 over TLS as payments.sg, given 700 ms");
    }

    private static Probe probe(Target target) {
        return Probe.builder("eu", target, new Route("direct", List.of()))
                .timeout(Duration.ofMillis(700))
                .build();
    }

    private static void assertCure(String cure, Target target, String code, Phase phase, String message) {
        assertThat(Cures.of(Outcome.failed(code, phase, message), target))
                .as(message)
                .contains(cure);
    }
}
