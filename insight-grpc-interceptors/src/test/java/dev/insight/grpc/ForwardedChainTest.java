package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class ForwardedChainTest extends NetTest {
    ForwardedChainTest(Net net) {
        super(net);
    }

    private Channel chain(Server service) {
        Server mediary = world.forward(insight("mediary"), service);
        Server gateway = world.forward(insight("gateway"), mediary);
        return world.channel(gateway);
    }

    @Test
    void stamps_come_back_in_the_hops_order() {
        Answer answer = Caller.call(chain(echo("payments")), UNARY, Caller.ask(), Caller.PING);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.messages()).containsExactly(Caller.PING);
        assertThat(answer.names()).containsExactly("gateway", "mediary", "payments");
    }

    @Test
    void every_hop_s_upstream_time_holds_the_next_one_s_total() {
        List<HopStamp> stamps = Caller.call(chain(echo("payments")), UNARY, Caller.ask(), Caller.PING)
                .stamps();

        for (int i = 0; i + 1 < stamps.size(); i++) {
            HopStamp hop = stamps.get(i);
            assertThat(hop.totalNanos()).isGreaterThanOrEqualTo(hop.upstreamNanos());
            assertThat(hop.upstreamNanos())
                    .isGreaterThanOrEqualTo(stamps.get(i + 1).totalNanos() - hop.resolutionNanos());
            assertThat(hop.fanOut()).isEqualTo(1);
            assertThat(hop.attempts()).isEqualTo(1);
            assertThat(hop.beforeUpstreamNanos()).isBetween(0L, hop.totalNanos());
            assertThat(hop.kind()).isNull();
        }
        assertThat(stamps.get(2).upstreamNanos()).isEqualTo(HopStamp.ABSENT);
    }

    @Test
    void a_call_that_does_not_ask_comes_back_without_a_trace() {
        Answer answer = Caller.call(chain(echo("payments")), UNARY, new Metadata(), Caller.PING);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.trailers().containsKey(Text.HOP)).isFalse();
    }
}
