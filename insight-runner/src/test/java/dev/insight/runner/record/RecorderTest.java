package dev.insight.runner.record;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.cold;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.partial;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleReports.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.SkipReason;
import dev.insight.runner.SetTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private final SetTicker ticker = new SetTicker();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void a_path_is_announced_with_its_hops_and_again_when_they_are_better_known() {
        List<Map<String, Object>> lines = record(recorder -> recorder.report(ok(PROBE, 0, 47 * MILLI)));

        assertThat(lines).extracting(line -> line.get("type")).containsExactly("path", "path", "probe");
        assertThat(lines.get(0))
                .containsEntry("source", "eu")
                .containsEntry("target", "sg")
                .containsEntry("route", "forwarded")
                .containsEntry("service", "payments")
                .containsEntry("interval_s", 5.0)
                .containsEntry(
                        "hops",
                        List.of(
                                Map.of("name", "gateway-eu"),
                                Map.of("name", "payments", "role", "service", "region", "sg")));
        assertThat(hops(lines.get(1)).get(0))
                .isEqualTo(Map.of("name", "gateway-eu", "role", "gateway", "region", "eu"));
    }

    @Test
    void a_probe_has_its_intended_start_latency_and_stamps() {
        Map<String, Object> line =
                record(recorder -> recorder.report(ok(PROBE, 3, 47_123_456))).get(2);

        assertThat(line)
                .containsEntry("t", 1_760_000_015.0)
                .containsEntry("outcome", "OK")
                .containsEntry("phase", "rpc")
                .containsEntry("latency_ms", 47.123456)
                .containsEntry("start_lag_ms", 0.4)
                .containsEntry("tainted", false)
                .doesNotContainKey("stop");
        assertThat(hops(line).get(0))
                .isEqualTo(Map.of(
                        "name", "gateway-eu",
                        "role", "gateway",
                        "region", "eu",
                        "node", "gateway-eu-1",
                        "total_ms", 43.123456,
                        "upstream_ms", 42.123456,
                        "queue_ms", 0.1));
        assertThat(hops(line).get(1))
                .isEqualTo(Map.of(
                        "name", "payments", "role", "service", "region", "sg", "total_ms", 2.0, "upstream_ms", 0.0));
    }

    @Test
    void a_failure_shows_how_long_it_took_and_who_decided_it() {
        HopStamp stamp = HopStamp.builder("gateway-eu")
                .totalNanos(MILLI)
                .origin(HopStamp.Origin.UP)
                .build();
        ProbeResult result = ProbeResult.builder(
                        slot(PROBE, ProbeKind.WARM, null, 0), Outcome.failed("UNAVAILABLE", Phase.RPC, "refused"))
                .lifeNanos(10 * MILLI, 18 * MILLI)
                .path(HopPath.of(stamp))
                .tainted(true)
                .build();
        Map<String, Object> line =
                record(recorder -> recorder.report(report(result))).get(1);

        assertThat(line)
                .containsEntry("outcome", "UNAVAILABLE")
                .containsEntry("latency_ms", 8.0)
                .containsEntry("tainted", true);
        assertThat(hops(line).get(0)).isEqualTo(Map.of("name", "gateway-eu", "total_ms", 1.0, "error", "up"));
    }

    @Test
    void partial_cold_and_skipped_ones_say_what_they_are() {
        List<Map<String, Object>> lines = record(recorder -> {
            recorder.report(partial(PROBE, "gateway-eu", 1, 4 * MILLI));
            recorder.report(cold(PROBE, 2));
            recorder.skipped(slot(PROBE, ProbeKind.WARM, null, 3), SkipReason.OUTSTANDING);
        });

        assertThat(lines).extracting(line -> line.get("type")).containsExactly("path", "probe", "cold", "skipped");
        assertThat(lines.get(1)).containsEntry("stop", "gateway-eu").containsEntry("latency_ms", 4.0);
        assertThat(lines.get(2)).containsEntry("phases_ms", Map.of("dns", 1.0, "connect", 3.0));
        assertThat(lines.get(3)).containsEntry("reason", "outstanding").containsEntry("kind", "warm");
    }

    @Test
    void a_path_that_leaves_is_said_to_and_of_it_no_more() {
        List<Map<String, Object>> lines = record(recorder -> {
            recorder.removed(PROBE, 1_760_000_009_000_000L);
            recorder.removed(PROBE, 1_760_000_010_000_000L);
            recorder.report(failed(PROBE, 2, "UNAVAILABLE"));
        });

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .containsEntry("type", "removed")
                .containsEntry("t", 1_760_000_009.0)
                .containsEntry("source", "eu")
                .containsEntry("service", "payments");
    }

    @Test
    void a_hosts_load_is_a_line_with_the_node_where_it_is_known() {
        List<Map<String, Object>> lines = record(recorder -> {
            recorder.load(new HostLoad("mediary-sg", "mediary-sg-2", 1_760_000_000_000_000L, 0.41));
            recorder.load(new HostLoad("mediary-eu", null, 1_760_000_001_500_000L, 1));
        });

        assertThat(lines.subList(1, 3))
                .containsExactly(
                        Map.of(
                                "type", "host",
                                "t", 1_760_000_000.0,
                                "name", "mediary-sg",
                                "node", "mediary-sg-2",
                                "cpu", 0.41),
                        Map.of("type", "host", "t", 1_760_000_001.5, "name", "mediary-eu", "cpu", 1.0));
    }

    @Test
    void a_peer_that_changes_its_mind_about_its_role_makes_no_lines() {
        List<Map<String, Object>> lines = record(recorder -> {
            for (int i = 0; i < 100; i++) {
                HopStamp stamp =
                        HopStamp.builder("gateway-eu").role("role-" + i).build();
                recorder.report(report(
                        okResult(PROBE, i, 47 * MILLI).path(HopPath.of(stamp)).build()));
            }
        });

        assertThat(lines).filteredOn(line -> "path".equals(line.get("type"))).hasSize(2);
    }

    @Test
    void names_from_the_wire_cannot_break_a_line() {
        HopStamp stamp = HopStamp.builder("payments").node("a\"b\n{\u0000é").build();
        List<Map<String, Object>> lines = record(recorder -> recorder.report(
                report(okResult(PROBE, 0, 47 * MILLI).path(HopPath.of(stamp)).build())));

        assertThat(hops(lines.get(1)).get(0)).containsEntry("node", "a\"b\n{\u0000é");
    }

    @Test
    void a_full_disk_stops_nothing_and_what_it_refused_is_counted() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        OutputStream fullForAWhile = new OutputStream() {
            private boolean first = true;

            @Override
            public void write(int value) {
                bytes.write(value);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                if (first) {
                    first = false;
                    bytes.write(buffer, offset, length / 2);
                    refused.countDown();
                    throw new IOException("No space left on device");
                }
                bytes.write(buffer, offset, length);
            }
        };
        Recorder recorder = Recorder.to(fullForAWhile, "test", 100, ticker);
        recorder.added(PROBE);
        while (!refused.await(10, TimeUnit.MILLISECONDS)) {
            ticker.advance(Duration.ofSeconds(2));
        }
        recorder.report(failed(PROBE, 0, "UNAVAILABLE"));
        recorder.close();

        assertThat(recorder.lost()).isEqualTo(1);
        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(2);
        assertThat(parse(lines[1])).containsEntry("type", "probe");
    }

    @Test
    void a_disk_that_hangs_holds_up_no_one_and_what_is_too_much_is_counted() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        OutputStream hanging = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                writing.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        Recorder recorder = Recorder.to(hanging, "test", 10, ticker);
        recorder.added(PROBE);
        while (!writing.await(10, TimeUnit.MILLISECONDS)) {
            ticker.advance(Duration.ofSeconds(2));
        }
        for (int i = 0; i < 50; i++) {
            recorder.report(failed(PROBE, i, "UNAVAILABLE"));
        }

        assertThat(recorder.lost()).isEqualTo(40);
        release.countDown();
        recorder.close();
    }

    @Test
    void a_line_torn_by_a_crash_is_ended_before_the_next_begins(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("recording.jsonl"), "{\"type\":\"path\"}\n{\"type\":\"pro");
        try (Recorder recorder = Recorder.to(file)) {
            recorder.added(PROBE);
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("{\"type\":\"pro");
        assertThat(parse(lines.get(2))).containsEntry("type", "path");
    }

    @Test
    void a_file_is_appended_to(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("recording.jsonl");
        for (int i = 0; i < 2; i++) {
            try (Recorder recorder = Recorder.to(file)) {
                recorder.added(PROBE);
            }
        }

        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .allSatisfy(line -> assertThat(parse(line)).containsEntry("type", "path"));
    }

    @Test
    void a_file_that_cannot_be_written_is_an_error_at_once(@TempDir Path folder) {
        assertThatIOException()
                .isThrownBy(() -> Recorder.to(folder.resolve("nowhere").resolve("recording.jsonl")))
                .withMessage("cannot record to " + folder.resolve("nowhere").resolve("recording.jsonl")
                        + ": its directory does not exist");
    }

    private interface Reports {
        void to(Recorder recorder);
    }

    private List<Map<String, Object>> record(Reports reports) {
        try (Recorder recorder = Recorder.to(bytes, "test", 1_000, ticker)) {
            recorder.added(PROBE);
            reports.to(recorder);
        }
        return parsed();
    }

    private List<Map<String, Object>> parsed() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(RecorderTest::parse)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> hops(Map<String, Object> line) {
        return (List<Map<String, Object>>) line.get("hops");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String line) {
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            return (Map<String, Object>) value(parser);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    object.put(key, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getDoubleValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }
}
