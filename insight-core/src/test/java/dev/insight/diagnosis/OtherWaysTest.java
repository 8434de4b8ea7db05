package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where services do not stamp, and are called straight as well as through the forwarders. */
class OtherWaysTest {
    private static final Duration LEARNING = Duration.ofMinutes(10);
    private static final Duration FAULT = Duration.ofMinutes(5);
    private static final Duration AFTER = Duration.ofMinutes(4);
    private static final String[] SERVICES = {"service-eu", "service-sg", "service-us"};
    private static final String[] ALL = {
        "gateway-eu",
        "mediary-eu",
        "gateway-sg",
        "mediary-sg",
        "gateway-us",
        "mediary-us",
        "service-eu",
        "service-sg",
        "service-us"
    };

    @ParameterizedTest
    @CsvSource({
        "service-sg, SERVICE_SLOW, 0.8",
        "gateway-sg>service-sg, LINK_DEGRADED, 0.8",
        "prober-eu>service-sg, LINK_DEGRADED, 0.8",
    })
    void direct_calls_tell_a_service_that_does_not_stamp_from_the_way_to_it(
            String component, Cause cause, double confidence) {
        SimulatedLayer layer = SimulatedLayer.withDirect(SERVICES)
                .run(LEARNING)
                .slow(component, 25)
                .run(FAULT)
                .repair()
                .run(AFTER);

        List<Verdict> said = layer.verdicts();
        assertThat(said).extracting(Verdict::id).containsOnly("i1");
        Verdict settled = said.get(said.size() - 2);
        assertThat(settled.cause()).isEqualTo(cause);
        assertThat(settled.component()).isEqualTo(component);
        assertThat(settled.confidence()).isGreaterThan(confidence);
        assertThat(said).last().extracting(Verdict::state).isEqualTo(Verdict.State.CLOSE);
    }

    @Test
    void without_them_a_guess_is_no_more_than_that() {
        SimulatedLayer layer = new SimulatedLayer(SERVICES)
                .run(LEARNING)
                .slow("gateway-sg>service-sg", 25)
                .run(FAULT);

        assertThat(layer.verdicts()).isNotEmpty().allMatch(verdict -> verdict.confidence() < 0.8);
    }

    @Test
    void where_no_hop_stamps_they_clear_the_service_and_accuse_the_layer() {
        SimulatedLayer layer = SimulatedLayer.withDirect(ALL)
                .run(LEARNING)
                .slow("mediary-eu>mediary-sg", 40)
                .run(FAULT);

        assertThat(layer.verdicts()).isNotEmpty().noneMatch(verdict -> verdict.cause() == Cause.SERVICE_SLOW);
        assertThat(layer.verdicts()).extracting(Verdict::component).doesNotContain("service-sg", "service-eu");
        assertThat(layer.verdicts())
                .last()
                .extracting(verdict -> verdict.evidence().sentence())
                .asString()
                .contains("/direct/echo find it no slower");
    }

    @Test
    void where_no_hop_stamps_they_accuse_the_service_that_is_slow_by_every_way() {
        SimulatedLayer layer = SimulatedLayer.withDirect(ALL)
                .run(LEARNING)
                .slow("service-sg", 40)
                .run(FAULT);

        Verdict settled = layer.verdicts().get(layer.verdicts().size() - 1);
        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(settled.cause()).isEqualTo(Cause.SERVICE_SLOW);
        assertThat(settled.component()).isEqualTo("service-sg");
    }

    /** As configurations have it that call the last hop of every route {@code ${service}}. */
    @Test
    void a_service_of_the_same_name_elsewhere_is_no_witness_and_has_incidents_of_its_own() {
        SimulatedLayer layer = SimulatedLayer.ofOneService("payments").run(LEARNING);
        layer.slow("payments in sg", 25).run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("payments");
        Verdict settled = layer.verdicts().get(layer.verdicts().size() - 1);
        assertThat(settled.cause()).isEqualTo(Cause.SERVICE_SLOW);
        assertThat(settled.paths()).allMatch(path -> path.target().equals("sg"));

        layer.slow("payments in us", 25).run(FAULT);
        assertThat(layer.verdicts()).extracting(Verdict::id).contains("i2");
        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.SERVICE_SLOW);
    }

    @Test
    void a_path_that_leaves_during_its_incident_takes_what_only_it_crossed_along() {
        SimulatedLayer layer = SimulatedLayer.withDirect(ALL).run(LEARNING);
        layer.slow("service-sg", 40).run(FAULT);
        layer.probes().stream()
                .filter(probe -> probe.path().target().equals("sg")
                        && probe.path().source().equals("eu"))
                .forEach(layer.diagnoser()::removed);
        layer.repair().run(AFTER);

        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(Verdict.State.CLOSE);
    }
}
