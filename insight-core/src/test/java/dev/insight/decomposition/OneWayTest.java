package dev.insight.decomposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopStampBuilder;
import dev.insight.probe.Outcome;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OneWayTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final long EPOCH_MICROS = 1_760_000_000_000_000L;
    private static final List<String> ROUTE = List.of("gateway", "payments");

    private final OneWay oneWay = OneWay.create();

    /** The service's wall clock ahead of the others' by this much. */
    private long aheadNanos = 5 * SECOND;

    private String node = "payments-1";
    private long nowNanos;

    @Test
    void the_bound_holds_whatever_the_ways_and_the_clocks() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            long there = random.nextInt((int) (100 * MS));
            long back = random.nextInt((int) (100 * MS));

            OneWay.Share link = call(there, back).get(1);

            assertThat(link.link()).isEqualTo("gateway>payments");
            assertThat(link.forwardNanos() + link.backwardNanos())
                    .isBetween(there + back - 2_000, there + back + 2_000);
            assertThat(link.forwardNanos()).isBetween(there - link.boundNanos(), there + link.boundNanos());
            assertThat(link.clockStepped()).isFalse();
        }
    }

    @Test
    void the_fastest_call_bounds_the_others() {
        call(MS, MS);

        OneWay.Share link = call(80 * MS, MS).get(1);

        assertThat(link.boundNanos()).isLessThan(2 * MS);
        assertThat(link.forwardNanos()).isBetween(79 * MS, 81 * MS);
        assertThat(link.backwardNanos()).isBetween(0L, 2 * MS);
    }

    @Test
    void the_bound_widens_as_clocks_drift_until_a_newer_call_knows_better() {
        call(MS, MS);
        long soon = call(5 * MS, 5 * MS).get(1).boundNanos();
        nowNanos += 60 * SECOND;
        long later = call(5 * MS, 5 * MS).get(1).boundNanos();
        nowNanos += 3_600 * SECOND;
        long muchLater = call(5 * MS, 5 * MS).get(1).boundNanos();

        assertThat(soon).isBetween(MS, MS + 10_000);
        assertThat(later).isBetween(4 * MS, 4 * MS + 100_000);
        assertThat(muchLater).isBetween(5 * MS, 5 * MS + 10_000);
    }

    @Test
    void a_clock_that_was_set_is_noticed_and_its_past_forgotten() {
        call(5 * MS, 5 * MS);
        aheadNanos -= SECOND;

        OneWay.Share first = call(5 * MS, 5 * MS).get(1);
        OneWay.Share second = call(5 * MS, 5 * MS).get(1);

        assertThat(first.clockStepped()).isTrue();
        assertThat(first.forwardNanos()).isBetween(0L, 10 * MS + 4_000);
        assertThat(second.clockStepped()).isFalse();
    }

    @Test
    void each_instance_has_its_own_clock() {
        call(5 * MS, 5 * MS);
        node = "payments-2";
        aheadNanos = -30 * SECOND;

        assertThat(call(5 * MS, 5 * MS).get(1).clockStepped()).isFalse();
        node = "payments-1";
        aheadNanos = 5 * SECOND;
        assertThat(call(5 * MS, 5 * MS).get(1).clockStepped()).isFalse();
    }

    @Test
    void stamps_without_arrival_or_with_absurd_ones_divide_nothing() {
        HopStampBuilder gateway = HopStamp.builder("gateway").totalNanos(5).upstreamNanos(4);
        assertThat(add(gateway.build())).isEmpty();
        assertThat(add(gateway.arrivalEpochMicros(Long.MAX_VALUE).build())).isEmpty();
        assertThat(add(gateway.arrivalEpochMicros(0).build())).isEmpty();
        assertThat(add(gateway.arrivalEpochMicros(EPOCH_MICROS)
                        .kind(HopStamp.Kind.STREAM)
                        .build()))
                .isEmpty();
        assertThat(add(gateway.kind(null).build())).hasSize(1);
        assertThat(add(gateway.build(), gateway.build())).isEmpty();
        assertThat(add(gateway.totalNanos(SECOND).build())).isEmpty();
    }

    @Test
    void a_call_that_is_no_measurement_divides_nothing() {
        HopStamp gateway = HopStamp.builder("gateway")
                .totalNanos(5)
                .arrivalEpochMicros(EPOCH_MICROS)
                .build();
        ProbeResult tainted = result(MS, gateway).toBuilder().tainted(true).build();
        ProbeResult unsent = result(MS, gateway).toBuilder().sentEpochMicros(-1).build();

        assertThat(oneWay.add("prober-eu", tainted, ROUTE)).isEmpty();
        assertThat(oneWay.add("prober-eu", unsent, ROUTE)).isEmpty();
    }

    @Test
    void a_hop_that_called_many_or_told_no_way_on_starts_no_link() {
        HopStamp payments = HopStamp.builder("payments")
                .totalNanos(0)
                .arrivalEpochMicros(EPOCH_MICROS)
                .build();
        HopStampBuilder gateway = HopStamp.builder("gateway")
                .totalNanos(5)
                .upstreamNanos(0)
                .beforeUpstreamNanos(0)
                .fanOut(1)
                .arrivalEpochMicros(EPOCH_MICROS);

        assertThat(add(gateway.build(), payments)).hasSize(2);
        assertThat(add(gateway.fanOut(2).build(), payments)).hasSize(1);
        assertThat(add(gateway.fanOut(1).beforeUpstreamNanos(-1).build(), payments))
                .hasSize(1);
        assertThat(add(gateway.beforeUpstreamNanos(0).upstreamNanos(-1).build(), payments))
                .hasSize(1);
    }

    /** One call over the gateway, 1 ms from the caller each way, with {@code there} and {@code back} behind it. */
    private List<OneWay.Share> call(long there, long back) {
        nowNanos += MS;
        HopStamp payments = HopStamp.builder("payments")
                .node(node)
                .totalNanos(3 * MS)
                .arrivalEpochMicros(EPOCH_MICROS + (21 * MS + there + aheadNanos) / 1_000)
                .build();
        HopStamp gateway = HopStamp.builder("gateway")
                .arrivalEpochMicros(EPOCH_MICROS + 1_000)
                .beforeUpstreamNanos(20 * MS)
                .upstreamNanos(there + 3 * MS + back)
                .totalNanos(22 * MS + there + 3 * MS + back)
                .build();
        return oneWay.add("prober-eu", result(2 * MS + gateway.totalNanos(), gateway, payments), ROUTE);
    }

    private List<OneWay.Share> add(HopStamp... stamps) {
        return oneWay.add("prober-eu", result(MS, stamps), ROUTE);
    }

    private ProbeResult result(long latencyNanos, HopStamp... stamps) {
        Target target = Target.builder("sg", "payments", "localhost:1").build();
        Probe probe = Probe.builder("eu", target, Route.of("forwarded", "gateway", "payments"))
                .build();
        return ProbeResult.builder(new Slot(probe, ProbeKind.WARM, null, 0, 0, EPOCH_MICROS), Outcome.ok())
                .latencyNanos(latencyNanos)
                .sentEpochMicros(EPOCH_MICROS)
                .lifeNanos(nowNanos - latencyNanos, nowNanos)
                .path(HopPath.of(stamps))
                .build();
    }
}
