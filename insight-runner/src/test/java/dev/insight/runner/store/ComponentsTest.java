package dev.insight.runner.store;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.probe;
import static dev.insight.runner.SampleReports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.runner.SetTicker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    private static final long EPOCH_MICROS = 1_760_000_000_000_000L;
    private static final Probe OTHER = probe("us");

    private final SetTicker ticker = new SetTicker();
    private final PathStore store = PathStore.withWindow(256, ticker);

    @BeforeEach
    void add() {
        store.onAdded(PROBE);
        store.onAdded(OTHER);
    }

    @Test
    void a_hop_on_two_paths_is_one_component_of_both() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onReport(gateway(OTHER, 1, 9 * MILLI, "gateway-eu-1"));

        assertThat(store.components().all())
                .extracting(ComponentSnapshot::name)
                .containsExactly("gateway-eu", "gateway-eu>payments", "payments", "prober-eu>gateway-eu");
        ComponentSnapshot gateway = store.components().find("gateway-eu");
        assertThat(gateway.kind()).isEqualTo(ComponentSnapshot.Kind.HOP);
        assertThat(gateway.role()).isEqualTo("gateway");
        assertThat(gateway.region()).isEqualTo("eu");
        assertThat(gateway.recent()).isEqualTo(new Spread(MILLI, 9 * MILLI));
        assertThat(gateway.queue()).isEqualTo(new Spread(100_000, 100_000));
        assertThat(gateway.paths())
                .extracting(path -> path.path().target(), ComponentPath::recent)
                .containsExactly(tuple("sg", new Spread(MILLI, MILLI)), tuple("us", new Spread(9 * MILLI, 9 * MILLI)));
        assertThat(store.components().find("payments").kind()).isEqualTo(ComponentSnapshot.Kind.SERVICE);
        assertThat(store.components().find("payments").queue()).isNull();
        assertThat(store.components().find("gateway-eu>payments")).satisfies(link -> {
            assertThat(link.kind()).isEqualTo(ComponentSnapshot.Kind.LINK);
            assertThat(link.recent()).isEqualTo(new Spread(43 * MILLI, 43 * MILLI));
            assertThat(link.queue()).isNull();
        });
        assertThat(store.components().find("nowhere")).isNull();
    }

    @Test
    void services_of_one_name_in_two_regions_are_told_apart_as_diagnosis_does() {
        store.onReport(service(PROBE, 160 * MILLI));
        store.onReport(service(OTHER, 80 * MILLI));
        store.onBaseline(new PathBaseline(
                PROBE.path(), 0, null, Map.of("payments", new PathBaseline.Level(3 * MILLI, 6 * MILLI, 40))));

        ComponentSnapshot payments = store.components().find("payments");
        assertThat(payments.recent()).isNull();
        assertThat(payments.usual()).isNull();
        assertThat(payments.paths()).hasSize(2);
        assertThat(payments.namesakes())
                .containsExactly(
                        new ComponentNamesake(
                                "payments in sg",
                                new Spread(160 * MILLI, 160 * MILLI),
                                new Spread(3 * MILLI, 6 * MILLI),
                                null,
                                List.of(PROBE.path())),
                        new ComponentNamesake(
                                "payments in us",
                                new Spread(80 * MILLI, 80 * MILLI),
                                null,
                                null,
                                List.of(OTHER.path())));
        assertThat(store.components().instances("payments in us"))
                .singleElement()
                .satisfies(each -> assertThat(each.self()).isEqualTo(new Spread(80 * MILLI, 80 * MILLI)));
    }

    @Test
    void the_way_from_a_prober_straight_to_a_service_is_another_on_each_path() {
        for (Probe straight : List.of(straight("sg"), straight("us"))) {
            store.onAdded(straight);
            long nanos = straight.path().target().equals("sg") ? 160 * MILLI : 80 * MILLI;
            Term way = new Term(Term.Kind.LINK, "prober-eu>payments", nanos, -1, List.of(), Set.of());
            store.onReport(new ProbeReport(
                    okResult(straight, 0, nanos).build(),
                    new Decomposition(nanos, List.of(way), List.of(), null, Map.of())));
        }

        assertThat(store.components().find("prober-eu>payments")).satisfies(way -> {
            assertThat(way.recent()).isNull();
            assertThat(way.namesakes())
                    .extracting(ComponentNamesake::key, ComponentNamesake::recent)
                    .containsExactly(
                            tuple("prober-eu>payments of eu>sg/direct/payments", new Spread(160 * MILLI, 160 * MILLI)),
                            tuple("prober-eu>payments of eu>us/direct/payments", new Spread(80 * MILLI, 80 * MILLI)));
        });
    }

    @Test
    void what_is_usual_of_a_component_is_the_median_of_its_paths() {
        Probe third = probe("jp");
        store.onAdded(third);
        long usual = 3;
        for (Probe each : List.of(PROBE, OTHER, third)) {
            store.onReport(gateway(each, 0, MILLI, "n"));
            store.onBaseline(new PathBaseline(
                    each.path(),
                    0,
                    null,
                    Map.of("gateway-eu", new PathBaseline.Level(usual * MILLI, 2 * usual * MILLI, 40))));
            usual *= 2;
        }

        ComponentSnapshot gateway = store.components().find("gateway-eu");
        assertThat(gateway.usual()).isEqualTo(new Spread(6 * MILLI, 12 * MILLI));
        assertThat(gateway.paths())
                .extracting(ComponentPath::usual)
                .containsExactly(
                        new Spread(12 * MILLI, 24 * MILLI),
                        new Spread(3 * MILLI, 6 * MILLI),
                        new Spread(6 * MILLI, 12 * MILLI));
        assertThat(store.components().find("payments").usual()).isNull();
    }

    @Test
    void a_hop_that_never_stamped_is_there_and_says_nothing() {
        assertThat(store.components().find("gateway-eu")).satisfies(gateway -> {
            assertThat(gateway.recent()).isNull();
            assertThat(gateway.paths()).hasSize(2);
        });
    }

    @Test
    void recent_is_what_the_latest_calls_took() {
        for (int i = 0; i < 100; i++) {
            store.onReport(gateway(PROBE, i, (i < 70 ? 1 : 5) * MILLI, "n"));
        }

        // Of 30 calls that took 5 ms the latest 24, for a minute has but twelve.
        assertThat(store.components().find("gateway-eu").recent()).isEqualTo(new Spread(5 * MILLI, 5 * MILLI));
    }

    @Test
    void instances_stand_side_by_side_by_the_latest_calls_of_all_paths() {
        for (int i = 0; i < 40; i++) {
            store.onReport(gateway(PROBE, i, MILLI, "gateway-eu-0"));
            store.onReport(gateway(OTHER, i, MILLI, "gateway-eu-0"));
            store.onReport(gateway(OTHER, i, 7 * MILLI, "gateway-eu-1"));
        }

        assertThat(store.components().instances("gateway-eu"))
                .containsExactly(
                        new InstanceSnapshot(
                                "gateway-eu-0", 80, 2 / 3.0, new Spread(MILLI, MILLI), new Spread(100_000, 100_000)),
                        new InstanceSnapshot(
                                "gateway-eu-1",
                                40,
                                1 / 3.0,
                                new Spread(7 * MILLI, 7 * MILLI),
                                new Spread(100_000, 100_000)));
        assertThat(store.components().instances("nowhere")).isEmpty();
    }

    @Test
    void calls_of_more_than_five_minutes_ago_tell_nothing_of_instances_where_there_are_enough_without() {
        for (int i = 0; i < 100; i++) {
            store.onReport(gateway(PROBE, i, 9 * MILLI, "gateway-eu-0"));
        }
        ticker.advance(Duration.ofMinutes(4));
        for (int i = 0; i < 40; i++) {
            store.onReport(gateway(PROBE, i, MILLI, "gateway-eu-1"));
        }
        assertThat(store.components().instances("gateway-eu")).hasSize(2);

        ticker.advance(Duration.ofMinutes(2));
        assertThat(store.components().instances("gateway-eu"))
                .extracting(InstanceSnapshot::node, InstanceSnapshot::calls, InstanceSnapshot::share)
                .containsExactly(tuple("gateway-eu-1", 40, 1.0));

        ticker.advance(Duration.ofHours(1));
        assertThat(store.components().instances("gateway-eu"))
                .extracting(InstanceSnapshot::calls)
                .as("the latest in any case")
                .containsExactly(32);
    }

    @Test
    void instances_that_are_gone_make_room_and_made_up_ones_are_bounded() {
        for (int i = 0; i < 3_000; i++) {
            store.onReport(gateway(PROBE, i, MILLI, i < 1_500 ? "old" : "made-up-" + i % 40));
        }

        assertThat(store.components().instances("gateway-eu"))
                .hasSize(16)
                .allSatisfy(instance -> assertThat(instance.node()).startsWith("made-up-"));
    }

    @Test
    void hops_that_no_path_has_any_more_are_forgotten() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onRemoved(PROBE);
        store.onRemoved(OTHER);
        store.onStatus(new InsightStatus(0, 0, 0, 0, 0, Duration.ZERO, true));

        assertThat(store.components().all()).isEmpty();
        assertThat(store.components().instances("gateway-eu")).isEmpty();
    }

    @Test
    void the_load_of_a_host_is_shown_until_it_is_not_read_for_a_minute() {
        store.onLoad(new HostLoad("gateway-eu", "gateway-eu-0", EPOCH_MICROS, 0.25));
        ticker.advance(Duration.ofSeconds(30));
        store.onLoad(new HostLoad("gateway-eu", "gateway-eu-1", EPOCH_MICROS + 30_000_000, 0.96));

        assertThat(store.components().find("gateway-eu").cpu())
                .containsExactly(
                        new CpuSnapshot("gateway-eu-0", EPOCH_MICROS, 0.25),
                        new CpuSnapshot("gateway-eu-1", EPOCH_MICROS + 30_000_000, 0.96));

        ticker.advance(Duration.ofSeconds(31));
        assertThat(store.components().find("gateway-eu").cpu())
                .extracting(CpuSnapshot::node)
                .containsExactly("gateway-eu-1");
        assertThat(store.components().cpuHistories("gateway-eu")).hasSize(2);
    }

    @Test
    void a_new_host_takes_the_place_of_one_that_is_gone_and_not_of_one_that_is_there() {
        for (int i = 0; i < 256; i++) {
            store.onLoad(new HostLoad("gateway-eu", "n" + i, EPOCH_MICROS, 0.5));
        }
        store.onLoad(new HostLoad("payments", "new", EPOCH_MICROS, 0.5));
        assertThat(store.components().cpuHistories("payments")).isEmpty();

        ticker.advance(Duration.ofSeconds(61));
        store.onLoad(new HostLoad("payments", "new", EPOCH_MICROS, 0.5));
        assertThat(store.components().cpuHistories("payments")).hasSize(1);
        assertThat(store.components().cpuHistories("gateway-eu")).hasSize(255);
    }

    private static Probe straight(String region) {
        return Probe.builder("eu", probe(region).target(), Route.of("direct", "payments"))
                .build();
    }

    private static ProbeReport service(Probe probe, long selfNanos) {
        Term term = new Term(Term.Kind.SELF, "payments", selfNanos, -1, List.of(), Set.of());
        return new ProbeReport(
                okResult(probe, 0, 200 * MILLI).build(),
                new Decomposition(200 * MILLI, List.of(term), List.of(), null, Map.of()));
    }

    private static ProbeReport gateway(Probe probe, long sequence, long selfNanos, String node) {
        HopStamp stamp =
                HopStamp.builder("gateway-eu").totalNanos(selfNanos).node(node).build();
        Term term = new Term(Term.Kind.SELF, "gateway-eu", selfNanos, 100_000, List.of(), Set.of());
        return new ProbeReport(
                report(okResult(probe, sequence, 50 * MILLI)
                                .path(HopPath.of(stamp))
                                .build())
                        .result(),
                new Decomposition(50 * MILLI, List.of(term), List.of(), null, Map.of()));
    }
}
