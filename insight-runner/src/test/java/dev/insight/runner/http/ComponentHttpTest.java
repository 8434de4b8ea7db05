package dev.insight.runner.http;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.cold;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.probe;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleReports.slot;
import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComponentHttpTest {
    private static final String PATH = "/api/v1/paths/eu/sg/forwarded/payments";

    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final PathStore store = PathStore.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private RunnerHttp http;

    @BeforeEach
    void serve() throws IOException {
        http = RunnerHttp.builder(metrics, store).start();
        store.onAdded(PROBE);
        store.onReport(ok(PROBE, 0, 47 * MILLI));
    }

    @AfterEach
    void close() {
        http.close();
        metrics.close();
    }

    @Test
    void components_are_listed_over_all_paths() throws Exception {
        store.onVerdict(verdict("i1", State.OPEN, Cause.HOP_SLOW, "payments", 10));
        store.onVerdict(verdict("i2", State.OPEN, Cause.HOP_SLOW, "payments", 11));
        store.onVerdict(verdict("i2", State.CLOSE, Cause.HOP_SLOW, "payments", 12));

        assertThat(get("/api/v1/components").body())
                .isEqualTo("{\"components\":["
                        + "{\"name\":\"gateway-eu\",\"kind\":\"hop\",\"role\":\"gateway\",\"region\":\"eu\",\"namesakes\":1,"
                        + "\"paths\":[\"eu>sg/forwarded/payments\"],\"recent\":{\"p50_ms\":1.0,\"p99_ms\":1.0},"
                        + "\"queue\":{\"p50_ms\":0.1,\"p99_ms\":0.1},\"baseline\":null,\"cpu\":[],\"incidents\":[]},"
                        + "{\"name\":\"gateway-eu>payments\",\"kind\":\"link\",\"role\":null,\"region\":null,\"namesakes\":1,"
                        + "\"paths\":[\"eu>sg/forwarded/payments\"],\"recent\":{\"p50_ms\":40.0,\"p99_ms\":40.0},"
                        + "\"queue\":null,\"baseline\":null,\"cpu\":[],\"incidents\":[]},"
                        + "{\"name\":\"payments\",\"kind\":\"service\",\"role\":null,\"region\":null,\"namesakes\":1,"
                        + "\"paths\":[\"eu>sg/forwarded/payments\"],\"recent\":{\"p50_ms\":2.0,\"p99_ms\":2.0},"
                        + "\"queue\":null,\"baseline\":null,\"cpu\":[],\"incidents\":[\"i1\"]},"
                        + "{\"name\":\"prober-eu>gateway-eu\",\"kind\":\"link\",\"role\":null,\"region\":null,\"namesakes\":1,"
                        + "\"paths\":[\"eu>sg/forwarded/payments\"],\"recent\":{\"p50_ms\":4.0,\"p99_ms\":4.0},"
                        + "\"queue\":null,\"baseline\":null,\"cpu\":[],\"incidents\":[]}]}");
    }

    @Test
    void a_component_tells_its_paths_instances_and_hosts() throws Exception {
        store.onBaseline(new PathBaseline(
                PROBE.path(), 0, null, Map.of("gateway-eu", new PathBaseline.Level(900_000, 2 * MILLI, 40))));
        store.onLoad(new HostLoad("gateway-eu", "gateway-eu-0", 1_760_000_003_000_000L, 0.96));

        assertThat(get("/api/v1/components/gateway%2Deu").body())
                .startsWith("{\"name\":\"gateway-eu\",\"kind\":\"hop\"")
                .contains("\"baseline\":{\"p50_ms\":0.9,\"p99_ms\":2.0},"
                        + "\"cpu\":[{\"node\":\"gateway-eu-0\",\"t\":1760000003.000000,\"cpu\":0.96}]")
                .contains("\"by_path\":[{\"id\":\"eu>sg/forwarded/payments\",\"url\":\"" + PATH + "\","
                        + "\"recent\":{\"p50_ms\":1.0,\"p99_ms\":1.0},\"queue\":{\"p50_ms\":0.1,\"p99_ms\":0.1},"
                        + "\"baseline\":{\"p50_ms\":0.9,\"p99_ms\":2.0},\"change_ms\":0.1}]")
                .contains("\"instances\":[{\"node\":\"gateway-eu-0\",\"of\":null,\"calls\":1,\"share\":1.0,"
                        + "\"p50_ms\":1.0,\"p99_ms\":1.0,\"queue_p50_ms\":0.1,\"queue_p99_ms\":0.1,\"cpu\":0.96}]")
                .endsWith("\"cpu_history\":[{\"node\":\"gateway-eu-0\",\"t\":[1760000000],\"cpu\":[0.96]}]}");
        assertThat(get("/api/v1/components/gateway-eu%3Epayments").body())
                .startsWith("{\"name\":\"gateway-eu>payments\",\"kind\":\"link\"")
                .contains("\"change_ms\":null}]")
                .endsWith("\"instances\":[],\"cpu_history\":[]}");
    }

    @Test
    void services_of_one_name_are_told_of_one_by_one() throws Exception {
        Probe other = probe("us");
        store.onAdded(other);
        store.onReport(ok(other, 0, 90 * MILLI));

        assertThat(get("/api/v1/components/payments").body())
                .contains("\"namesakes\":2,\"paths\":[\"eu>sg/forwarded/payments\",\"eu>us/forwarded/payments\"],"
                        + "\"recent\":null,\"queue\":null,\"baseline\":null,")
                .contains("\"by_namesake\":[{\"of\":\"payments in sg\",\"paths\":[\"eu>sg/forwarded/payments\"],"
                        + "\"recent\":{\"p50_ms\":2.0,\"p99_ms\":2.0},\"queue\":null,\"baseline\":null,"
                        + "\"change_ms\":null},{\"of\":\"payments in us\"")
                .contains("\"instances\":[{\"node\":null,\"of\":\"payments in sg\",\"calls\":1,\"share\":1.0,");
    }

    @Test
    void what_nobody_knows_is_not_found() throws Exception {
        assertThat(get("/api/v1/components/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/components/nowhere").body()).contains("/api/v1/components lists them");
        assertThat(get("/api/v1/incidents/i7").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/incidents/i7").body()).contains("/api/v1/incidents lists those that are known");
    }

    @Test
    void an_incident_tells_all_that_was_told_of_it() throws Exception {
        store.restore(List.of(new IncidentSnapshot(
                        verdict("a-i1", State.OPEN, Cause.HOP_SLOW, "gateway-eu", 5), 1_760_000_005_000_000L, -1)
                .interrupted(1_760_000_007_000_000L)));
        store.onVerdict(verdict("b-i1", State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10));
        store.onVerdict(verdict("b-i1", State.UPDATE, Cause.HOP_OVERLOADED, "gateway-eu", 16));

        assertThat(get("/api/v1/incidents/b-i1").body())
                .startsWith("{\"t\":1760000016.000000,\"id\":\"b-i1\",\"state\":\"update\"")
                .contains("\"numbers\":{\"excess_ms\":41.0},\"opened\":1760000005.000000,\"closed\":null,"
                        + "\"interrupted\":false,\"continues\":\"a-i1\",\"changes\":2,\"timeline\":["
                        + "{\"t\":1760000010.000000,\"state\":\"open\",\"cause\":\"hop_slow\","
                        + "\"component\":\"gateway-eu\",\"confidence\":0.97,\"evidence\":\"gateway-eu: +41.0 ms")
                .contains("{\"t\":1760000016.000000,\"state\":\"update\",\"cause\":\"hop_overloaded\"");
        assertThat(get("/api/v1/incidents/a-i1").body())
                .contains("\"closed\":1760000007.000000,\"interrupted\":true,\"continues\":null");
    }

    @Test
    void a_path_tells_its_single_probes() throws Exception {
        store.onReport(cold(PROBE, 1));
        HopStamp stamp = HopStamp.builder("gateway-eu")
                .totalNanos(3 * MILLI)
                .origin(HopStamp.Origin.UP)
                .build();
        store.onReport(report(ProbeResult.builder(
                        slot(PROBE, ProbeKind.WARM, null, 2), Outcome.failed("UNAVAILABLE", Phase.RPC, "no route"))
                .peer("10.0.0.1:443")
                .trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
                .lifeNanos(0, 12 * MILLI)
                .startLagNanos(400_000)
                .path(HopPath.of(stamp))
                .build()));

        assertThat(get(PATH).body())
                .contains("\"cold\":[{\"t\":1760000005.000000,\"outcome\":\"OK\",\"phase\":\"rpc\",\"last_hop\":null,"
                        + "\"message\":null,\"phases_ms\":{\"dns\":1.0,\"connect\":3.0}}]")
                .contains("\"recent_failures\":[{\"t\":1760000010.000000,\"kind\":\"warm\",\"stop\":null,"
                        + "\"outcome\":\"UNAVAILABLE\",\"phase\":\"rpc\",\"last_hop\":null,\"message\":\"no route\","
                        + "\"tainted\":false,\"peer\":\"10.0.0.1:443\","
                        + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"latency_ms\":12.0,"
                        + "\"start_lag_ms\":0.4,\"stamps\":[\"gateway-eu;t=3000;e=up\"]}]")
                .contains("\"last_stamps\":{\"t\":1760000010.000000,\"stamps\":[{\"hop\":\"gateway-eu\","
                        + "\"source\":\"stamp\",\"raw\":\"gateway-eu;t=3000;e=up\"}]")
                .contains("\"slowest\":[{\"t\":1760000000.000000,\"latency_ms\":47.0,\"trace_id\":null,"
                        + "\"terms\":[{\"name\":\"prober-eu>gateway-eu\",\"ms\":4.0},");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(http.uri().resolve(path)).build(), BodyHandlers.ofString());
    }
}
