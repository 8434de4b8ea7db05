package dev.insight.runner.replay;

import static dev.insight.hop.HopStamp.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.PathId;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Slot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RecordingTest {
    static final String PATH = "{\"type\":\"path\",\"source\":\"eu\",\"target\":\"sg\",\"route\":\"forwarded\","
            + "\"service\":\"echo\",\"interval_s\":5,\"hops\":[{\"name\":\"gw\",\"role\":\"gateway\",\"region\":\"eu\"},"
            + "{\"name\":\"svc\",\"role\":\"service\",\"region\":\"sg\"}]}";
    static final String OF = "\"source\":\"eu\",\"target\":\"sg\",\"route\":\"forwarded\",\"service\":\"echo\"";
    private static final String GW = "{\"name\":\"gw\",\"role\":\"gateway\",\"region\":\"eu\",\"node\":\"gw-1\","
            + "\"total_ms\":9.5,\"upstream_ms\":9.1,\"queue_ms\":0.2}";
    private static final String SVC = "{\"name\":\"svc\",\"role\":\"service\",\"total_ms\":4.001,\"upstream_ms\":0.0}";

    @Test
    void a_path_is_a_probe_over_its_hops() throws IOException {
        Probe probe = Told.of(PATH).added.get(0);

        assertThat(probe.path()).isEqualTo(new PathId("eu", "sg", "forwarded", "echo"));
        assertThat(probe.route().hops()).containsExactly("gw", "svc");
        assertThat(probe.interval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_probe_is_the_result_that_was_seen_live() throws IOException {
        ProbeReport report = one("\"t\":1760000000.25,\"outcome\":\"OK\",\"phase\":\"rpc\",\"latency_ms\":10.75,"
                + "\"start_lag_ms\":0.4,\"tainted\":true,\"hops\":[" + GW + "," + SVC + "]");
        ProbeResult result = report.result();

        Slot slot = result.slot();
        assertThat(slot.kind()).isEqualTo(ProbeKind.WARM);
        assertThat(slot.stop()).isNull();
        assertThat(slot.intendedEpochMicros()).isEqualTo(1_760_000_000_250_000L);
        assertThat(result.outcome()).isEqualTo(Outcome.ok());
        assertThat(result.latencyNanos()).isEqualTo(10_750_000);
        assertThat(result.startLagNanos()).isEqualTo(400_000);
        assertThat(result.endNanos() - result.startNanos()).isEqualTo(10_750_000);
        assertThat(result.tainted()).isTrue();
        assertThat(result.path().stamps())
                .containsExactly(
                        HopStamp.builder("gw")
                                .role("gateway")
                                .region("eu")
                                .node("gw-1")
                                .totalNanos(9_500_000)
                                .upstreamNanos(9_100_000)
                                .queueNanos(200_000)
                                .build(),
                        HopStamp.builder("svc")
                                .role("service")
                                .totalNanos(4_001_000)
                                .build());
        assertThat(report.decomposition().terms())
                .extracting(Term::kind, Term::name, Term::nanos)
                .containsExactly(
                        tuple(Term.Kind.LINK, "prober-eu>gw", 1_250_000L),
                        tuple(Term.Kind.SELF, "gw", 400_000L),
                        tuple(Term.Kind.LINK, "gw>svc", 5_099_000L),
                        tuple(Term.Kind.SELF, "svc", 4_001_000L));
    }

    @Test
    void a_stop_makes_a_partial_path_probe_whose_stop_answers() throws IOException {
        ProbeReport report = one("\"t\":1,\"outcome\":\"OK\",\"latency_ms\":2,\"stop\":\"gw\",\"hops\":["
                + "{\"name\":\"gw\",\"total_ms\":1.5,\"upstream_ms\":0.0}]");

        assertThat(report.result().slot().kind()).isEqualTo(ProbeKind.PARTIAL);
        assertThat(report.result().slot().stop()).isEqualTo("gw");
        assertThat(report.decomposition().missing()).isEmpty();
        assertThat(report.decomposition().terms())
                .extracting(Term::name, Term::nanos)
                .containsExactly(tuple("prober-eu>gw", 500_000L), tuple("gw", 1_500_000L));
    }

    @Test
    void a_failure_has_no_latency_but_a_life() throws IOException {
        ProbeResult result =
                one("\"t\":1,\"outcome\":\"UNAVAILABLE\",\"phase\":\"connect\",\"latency_ms\":2000,\"hops\":["
                                + "{\"name\":\"gw\",\"total_ms\":1.0,\"error\":\"up\"}]")
                        .result();

        assertThat(result.outcome()).isEqualTo(new Outcome("UNAVAILABLE", Phase.CONNECT, "gw", null));
        assertThat(result.latencyNanos()).isEqualTo(ABSENT);
        assertThat(result.endNanos() - result.startNanos()).isEqualTo(2_000_000_000);
        assertThat(result.path().stamps().get(0).origin()).isEqualTo(HopStamp.Origin.UP);
    }

    @Test
    void a_failure_without_stamps_names_the_hop_that_partial_path_probes_reached() throws IOException {
        Told told = Told.of(
                PATH,
                probe("\"t\":1,\"outcome\":\"OK\",\"latency_ms\":2,\"stop\":\"gw\",\"hops\":[]"),
                probe("\"t\":2,\"outcome\":\"DEADLINE_EXCEEDED\",\"hops\":[]"));

        assertThat(told.reports.get(1).result().outcome().lastHop()).isEqualTo("gw");
    }

    @Test
    void a_host_has_its_load_with_a_node_or_none() throws IOException {
        Told told = Told.of(
                "{\"type\":\"host\",\"t\":1760000000.5,\"name\":\"gw\",\"node\":\"gw-2\",\"cpu\":0.41}",
                "{\"cpu\":1e0,\"node\":null,\"name\":\"gw\",\"t\":2,\"type\":\"host\"}");

        assertThat(told.loads)
                .containsExactly(
                        new HostLoad("gw", "gw-2", 1_760_000_000_500_000L, 0.41),
                        new HostLoad("gw", null, 2_000_000, 1.0));
    }

    @Test
    void a_path_announced_anew_is_another_only_if_hops_or_interval_are() throws IOException {
        String others = PATH.replace("\"gw\"", "\"gw2\"");
        Told told = Told.of(PATH, PATH.replace(",\"role\":\"gateway\"", ""), others, others.replace(":5,", ":1,"));

        assertThat(told.added).hasSize(3);
        assertThat(told.removed).containsExactly(told.added.get(0), told.added.get(1));
    }

    @Test
    void types_and_fields_that_are_not_known_are_ignored() throws IOException {
        Told told = Told.of(
                "{\"type\":\"tepid\",\"t\":\"never\",\"hops\":{}}",
                "{\"type\":\"skipped\"}",
                "",
                "\r",
                PATH.replace("{\"type\"", "{\"more\":{\"t\":[1,{}]},\"type\"")
                        .replace("\"role\"", "\"rank\":[],\"role\""));

        assertThat(told.problems).isZero();
        assertThat(told.added).hasSize(1);
    }

    @Test
    void gzip_is_unpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(PATH.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Told.of(new ByteArrayInputStream(packed.toByteArray())).added)
                .hasSize(1);
    }

    @Test
    void reads_of_any_size_make_the_same_lines() throws IOException {
        byte[] text = (PATH + "\n" + PATH.replace("sg", "us") + "\r\n" + PATH.replace("sg", "jp"))
                .getBytes(StandardCharsets.UTF_8);
        InputStream dribble = new ByteArrayInputStream(text) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };

        assertThat(Told.of(dribble).added)
                .extracting(probe -> probe.path().target())
                .containsExactly("sg", "us", "jp");
    }

    private static String probe(String fields) {
        return "{\"type\":\"probe\"," + OF + "," + fields + "}";
    }

    private static ProbeReport one(String fields) throws IOException {
        Told told = Told.of(PATH, probe(fields));
        assertThat(told.err.toString()).isEmpty();
        return told.reports.get(0);
    }
}
