package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.TestWorld;
import dev.insight.runner.view.Style;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandTest {
    private final TestWorld world = TestWorld.start();
    private final Console console = new Console();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void probe_is_shown_by_hop_and_link() {
        assertThat(console.run("probe", world.address(), "--timeout=30s")).isZero();

        assertThat(console.out())
                .startsWith(world.address() + "  grpc.health.v1.Health/Check\n")
                .containsPattern("(?m)^warm  OK  \\d+\\.\\d+ ms  at ")
                .containsPattern("(?m)^     prober-local>gateway-eu +\\d+\\.\\d+ ")
                .containsPattern("(?m)^1  gateway-eu +gateway-eu-1 +\\d+\\.\\d+ ")
                .containsPattern("(?m)^     gateway-eu>payments +\\d+\\.\\d+ ")
                .containsPattern("(?m)^2  payments +payments-1 +\\d+\\.\\d+ ")
                .containsPattern("(?m)^   = end to end +\\d+\\.\\d+$")
                .doesNotContain("\u001b");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void json_is_one_object_on_one_line() {
        assertThat(console.run("probe", world.address(), "--timeout=30s", "--json", "--route", "forwarded"))
                .isZero();

        assertThat(console.out().lines()).hasSize(1);
        assertThat(console.out())
                .startsWith("{\"target\":\"" + world.address() + "\",\"route\":\"forwarded\",")
                .contains("\"ok\":true", "\"kind\":\"warm\"")
                .contains("\"name\":\"gateway-eu\",\"role\":\"gateway\",\"node\":\"gateway-eu-1\",\"total_ms\":")
                .contains("{\"kind\":\"link\",\"name\":\"gateway-eu>payments\",\"ms\":");
    }

    @Test
    void terminal_gets_no_line_that_it_would_break() {
        Console narrow = new Console(Terminal.of(new Style(false, true), 50, 24));
        world.status = Status.UNAVAILABLE;

        assertThat(narrow.run("probe", world.address(), "--timeout=30s")).isEqualTo(1);
        assertThat(narrow.out().lines()).allMatch(line -> line.length() <= 50);
    }

    @Test
    void expected_hop_that_does_not_stamp_is_named() {
        console.run("probe", world.address(), "--timeout=30s", "--hops", "gateway-eu,mediary-eu,payments");

        assertThat(console.out()).contains("gateway-eu>?>payments", "did not stamp: mediary-eu");
    }

    @Test
    void metadata_and_service_go_with_the_call_and_no_value_is_shown() {
        console.run(
                "probe",
                world.address(),
                "--timeout=30s",
                "--metadata",
                "authorization=s3cret",
                "--metadata=x-region=sg");

        assertThat(world.asked).anySatisfy(headers -> {
            assertThat(text(headers, "authorization")).isEqualTo("s3cret");
            assertThat(text(headers, "x-region")).isEqualTo("sg");
        });
        assertThat(console.out()).doesNotContain("s3cret");
    }

    @Test
    void failing_service_is_shown_and_exits_1() {
        world.status = Status.UNAVAILABLE.withDescription("no \u001b[31m database");

        assertThat(console.run("probe", world.address(), "--timeout=30s")).isEqualTo(1);
        assertThat(console.out()).contains("warm  UNAVAILABLE (rpc").contains("no ?[31m database");
    }

    @Test
    void refused_connection_is_shown_with_its_phase_and_exits_1() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(console.run("probe", "127.0.0.1:" + port, "--timeout", "5s")).isEqualTo(1);
        assertThat(console.out())
                .contains("warm  UNAVAILABLE (connect")
                .endsWith("tried: grpc.health.v1.Health/Check at 127.0.0.1:" + port + " in plain text, given 5000 ms\n"
                        + "try: nothing listens there: check the port, and on the server with ss -ltn\n");
        assertThat(console.out() + console.err()).doesNotContain("\tat ");
    }

    @Test
    void phases_of_a_peer_that_fails_are_not_those_of_loading_classes() {
        world.status = Status.UNAVAILABLE;
        world.asked.clear();

        console.run("probe", world.address(), "--timeout=30s");

        // One round that is not shown and one that is, each cold and warm.
        assertThat(world.asked).hasSize(4);
    }

    @Test
    void a_target_too_slow_for_the_rehearsal_is_not_shown_as_the_first_to_answer() {
        world.answerMillis = 1_300;
        world.asked.clear();

        assertThat(console.run("probe", world.address(), "--timeout=30s")).isZero();

        // A round that is cut short, the first that is answered, and the one shown, each cold and warm.
        assertThat(world.asked).hasSize(6);
    }

    @Test
    void any_method_is_called_with_the_payload(@TempDir Path directory) throws IOException {
        Path payload = Files.write(directory.resolve("request"), new byte[] {1, 2, 3});

        assertThat(console.run(
                        "probe",
                        world.address(),
                        "--timeout=30s",
                        "--method",
                        "echo.Echo/Say",
                        "--payload-file",
                        payload.toString()))
                .isZero();
        assertThat(console.out()).startsWith(world.address() + "  echo.Echo/Say\n");
    }

    @Test
    void wrong_usage_exits_2_and_names_option_value_and_cure() {
        assertUsage("insight: \"localhost\" is not host:port, write it like localhost:443", "probe", "localhost");
        assertUsage(
                "insight: \"https://h:1\" is a web address, write host:port, and tls beside it where the connection is"
                        + " encrypted",
                "probe",
                "https://h:1");
        assertUsage(
                "insight: --timeout: \"5\" has no unit, write it like 200ms, 5s or 1h30m",
                "probe",
                "h:1",
                "--timeout=5");
        assertUsage("insight: --timeout: \"0s\" is out of range, write 10ms to 1d", "probe", "h:1", "--timeout=0s");
        assertUsage("insight: --metadata: an entry has no =, write KEY=VALUE", "probe", "h:1", "--metadata=a");
        assertUsage(
                "insight: --authority: \"a@b\" is not an authority, write host or host:port, or remove it",
                "probe",
                "h:1",
                "--authority=a@b");
        assertUsage("insight: --hops: \"a\" stands twice, name each hop once", "probe", "h:1", "--hops=a,b,a");
        assertUsage(
                "insight: --hops: \"\" is not a name, write up to 63 letters, digits, _ . - that begin with a letter,"
                        + " digit or _",
                "probe",
                "h:1",
                "--hops=a,,b");
        assertUsage(
                "insight: --metadata A: \"A\" is not a metadata key, write lower-case letters, digits, - _ .",
                "probe",
                "h:1",
                "--metadata=A=b");
        assertUsage(
                "insight: --tls-cert and --tls-key go together, write both or neither",
                "probe",
                "h:1",
                "--tls-cert=x.pem");
        assertUsage("insight: --tls-ca: \"no.pem\" is not a file that can be read", "probe", "h:1", "--tls-ca=no.pem");
        assertUsage("insight: a payload goes with --method, add it", "probe", "h:1", "--payload-base64=AA==");
        assertUsage("insight: method must be package.Service/Method: x", "probe", "h:1", "--method=x");
        assertUsage(
                "insight: TARGET is missing, write it like: insight probe gateway.eu.internal:443 --tls --authority"
                        + " payments.sg.internal",
                "probe");
    }

    private static void assertUsage(String error, String... args) {
        Console console = new Console();
        assertThat(console.run(args)).isEqualTo(2);
        assertThat(console.err().lines()).containsExactly(error, "Try 'insight " + args[0] + " --help'.");
        assertThat(console.out()).isEmpty();
    }

    private static String text(Metadata headers, String key) {
        return headers.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
    }
}
