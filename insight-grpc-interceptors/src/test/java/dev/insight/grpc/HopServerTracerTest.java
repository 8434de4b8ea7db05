package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopAsk;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTimer;
import dev.insight.hop.Ticker;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HopServerTracerTest {
    private final Hop hop = new Hop(
            HopStamp.builder("hop").build(),
            Ticker.system(),
            new Trust(null, null, false),
            new HopListeners(List.of()),
            new HopAsk(false, null, null),
            0,
            true,
            new Fuse("test"));
    private final Metadata headers = new Metadata();

    HopServerTracerTest() {
        headers.put(HopMetadata.ASK, hop.ownAsk().wireBytes());
    }

    @Test
    void work_that_outlives_its_call_unclosed_times_no_more_calls() {
        ServerStreamTracer tracer = new HopServerTracer.Factory(hop).newServerStreamTracer("a/b", headers);
        HopTimer timer = Objects.requireNonNull(HopServerTracer.TIMER.get(tracer.filterContext(Context.ROOT)));
        assertThat(timer.call()).isNotNull();

        tracer.streamClosed(Status.DEADLINE_EXCEEDED);

        assertThat(timer.call()).isNull();
        assertThat(hop.fuse().faults()).isZero();
    }
}
