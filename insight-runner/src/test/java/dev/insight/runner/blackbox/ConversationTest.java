package dev.insight.runner.blackbox;

import static dev.insight.runner.blackbox.Probing.LONG;
import static dev.insight.runner.blackbox.Probing.code;
import static dev.insight.runner.blackbox.Probing.grpc;
import static dev.insight.runner.blackbox.Probing.module;
import static dev.insight.runner.blackbox.Probing.probe;
import static dev.insight.runner.blackbox.Probing.step;
import static dev.insight.runner.blackbox.Probing.tcp;
import static dev.insight.runner.blackbox.Probing.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.re2j.Pattern;
import dev.insight.hop.Ticker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said over TCP, with peers that say what they like. */
class ConversationTest {
    private final Blackbox blackbox = Blackbox.create(Ticker.system());

    @AfterEach
    void close() {
        blackbox.close();
    }

    @Test
    void a_line_that_matches_is_answered_with_what_it_holds() throws Exception {
        try (LinePeer peer = LinePeer.saying("noise\r\nPING :abc def\r\n:server 001 welcome\r\n")) {
            ProbeAnswer answer = tcp(
                    blackbox,
                    peer.address(),
                    step("PING :([^ ]+)", "PONG ${1}-$1 $$ ${2} $x"),
                    step("^:[^ ]+ (?P<code>001)", "$code"));

            assertThat(answer.success()).isTrue();
            assertThat(values(answer))
                    .containsEntry("probe_failed_due_to_regex", 0.0)
                    .containsEntry("probe_success", 1.0);
            await().until(() -> peer.lines.size() == 2);
            assertThat(peer.lines).containsExactly("PONG abc-abc $  ", "001");
        }
    }

    @Test
    void a_peer_that_ends_without_the_line_fails_by_the_regex() throws Exception {
        try (LinePeer peer = LinePeer.serving(
                (me, socket) -> socket.getOutputStream().write("a\nb".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(values(tcp(blackbox, peer.address(), step("^b$", "")))).containsEntry("probe_success", 1.0);
            assertThat(values(tcp(blackbox, peer.address(), step("^c$", ""))))
                    .containsEntry("probe_success", 0.0)
                    .containsEntry("probe_failed_due_to_regex", 1.0);
        }
    }

    @Test
    void a_peer_that_drips_is_left_in_time() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            try {
                while (true) {
                    socket.getOutputStream().write('x');
                    socket.getOutputStream().flush();
                    Thread.onSpinWait();
                }
            } finally {
                ended.countDown();
            }
        })) {
            ProbeAnswer answer = probe(blackbox, module(step("y", "")), peer.address(), Duration.ofMillis(300));

            assertThat(values(answer))
                    .containsEntry("probe_success", 0.0)
                    .containsEntry("probe_failed_due_to_regex", 0.0);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_peer_that_floods_is_left() throws Exception {
        byte[] line = ("x".repeat(1_000) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            while (true) {
                socket.getOutputStream().write(line);
            }
        })) {
            assertThat(tcp(blackbox, peer.address(), step("y", "")).log())
                    .contains("the peer sent more than 4194304 bytes");
        }
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            while (true) {
                socket.getOutputStream().write(line, 0, 1_000);
            }
        })) {
            assertThat(tcp(blackbox, peer.address(), step("y", "")).log()).contains("a line of more than 65536 bytes");
        }
    }

    @Test
    void bytes_of_any_sort_are_read_without_harm() throws Exception {
        Random random = new Random(7);
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        try (LinePeer peer =
                LinePeer.serving((me, socket) -> socket.getOutputStream().write(noise))) {
            assertThat(values(tcp(blackbox, peer.address(), step("^never, (never)*$", ""))))
                    .containsEntry("probe_failed_due_to_regex", 1.0);
            assertThat(code(probe(blackbox, grpc(), peer.address(), LONG))).isEqualTo(14.0);
        }
    }

    @Test
    void expected_bytes_are_compared() throws Exception {
        QueryStep yes = new QueryStep(null, "S\u00ff", Map.of(), "", false);
        QueryStep no = new QueryStep(null, "N", Map.of(), "", false);
        try (LinePeer peer =
                LinePeer.serving((me, socket) -> socket.getOutputStream().write(new byte[] {'S', -1}))) {
            assertThat(values(tcp(blackbox, peer.address(), yes)))
                    .containsEntry("probe_success", 1.0)
                    .containsEntry("probe_failed_due_to_bytes", 0.0);
            assertThat(values(tcp(blackbox, peer.address(), no)))
                    .containsEntry("probe_success", 0.0)
                    .containsEntry("probe_failed_due_to_bytes", 1.0);
        }
    }

    @Test
    void labels_tell_what_was_matched() throws Exception {
        QueryStep step = new QueryStep(
                Pattern.compile("^SSH-2.0-([^ -]+)(?: (.*))?$"),
                "",
                Map.of("version", "v${1}", "comment", "${2}"),
                "",
                false);
        try (LinePeer peer = LinePeer.saying("SSH-2.0-\u00d6penSSH\r\n")) {
            assertThat(values(tcp(blackbox, peer.address(), step)))
                    .containsEntry("probe_expect_info{comment=\"\",version=\"v\u00d6penSSH\"}", 1.0);
        }
    }

    @Test
    void what_is_sent_is_never_shown() throws Exception {
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            socket.getOutputStream().write(("you said " + line + "\n").getBytes(StandardCharsets.UTF_8));
        })) {
            ProbeModule.Tcp module = module(step(null, "PASS hunter2"), step("you said", ""));
            ProbeAnswer answer = probe(blackbox, module, peer.address(), LONG);

            assertThat(answer.success()).isTrue();
            assertThat(answer.log()).contains("sends 12 bytes").doesNotContain("hunter2");
            assertThat(ModuleText.of(module) + module).doesNotContain("hunter2");
        }
    }

    @Test
    void a_word_of_what_was_sent_is_not_shown_either() throws Exception {
        List<String> echoes = List.of("hunter-22", "HUNTER-22!", "or 'hunter'", "x", "no such user");
        try (LinePeer peer = LinePeer.saying(String.join("\n", echoes) + "\nend\n")) {
            ProbeModule.Tcp module = module(step(null, "USER x PASS hunter-22"), step("end", ""));
            String log = probe(blackbox, module, peer.address(), LONG).log();

            assertThat(log.toLowerCase(Locale.ROOT)).doesNotContain("hunter");
            assertThat(log).contains("read \"x\"", "read \"end\"").doesNotContain("no such user");
        }
    }

    @Test
    void what_is_expected_is_shown_and_what_is_sent_is_not() {
        QueryStep step = new QueryStep(Pattern.compile("^220"), "S\u00ff", Map.of(), "hunter2", true);

        assertThat(step.toString()).isEqualTo(" expect \"^220\" expect_bytes (2) send (7 bytes, not shown) starttls");
        assertThat(ModuleText.of(module(step))).contains("  step:" + step + "\n");
    }
}
