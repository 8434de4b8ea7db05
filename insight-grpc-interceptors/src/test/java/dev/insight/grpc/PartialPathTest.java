package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A hop answers a health check in the service's stead when a probe asks it to stop there. */
abstract class PartialPathTest extends NetTest {
    private static final MethodDescriptor<byte[], byte[]> CHECK =
            Caller.method("grpc.health.v1.Health/Check", MethodType.UNARY);
    private static final byte[] SERVING = {8, 1};

    private final AtomicInteger served = new AtomicInteger();

    PartialPathTest(Net net) {
        super(net);
    }

    private Answer call(MethodDescriptor<byte[], byte[]> method, String ask) {
        Server service = service("svc", World.onHalfClose((call, message) -> {
            served.incrementAndGet();
            call.close(Status.UNAVAILABLE, new Metadata());
        }));
        Channel channel = world.channel(world.forward(insight("gateway"), world.forward(insight("mediary"), service)));
        return Caller.call(channel, method, Caller.ask(ask), new byte[0]);
    }

    @Test
    void the_named_hop_answers_and_the_path_ends_there() {
        Answer answer = call(CHECK, "v=1;probe;stop=mediary");

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.messages()).containsExactly(SERVING);
        assertThat(answer.names()).containsExactly("gateway", "mediary");
        assertThat(answer.stamps().get(1).queueNanos()).isNotNegative();
        assertThat(served).hasValue(0);
    }

    @Test
    void the_first_hop_answers_too() {
        Answer answer = call(CHECK, "v=1;probe;stop=gateway");

        assertThat(answer.messages()).containsExactly(SERVING);
        assertThat(answer.names()).containsExactly("gateway");
    }

    @Test
    void a_hop_nobody_has_stops_nothing() {
        assertThat(call(CHECK, "v=1;probe;stop=nobody").code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(served).hasValue(1);
    }

    @Test
    void a_call_that_is_no_probe_is_never_answered_so() {
        assertThat(call(CHECK, "v=1;stop=mediary").code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(served).hasValue(1);
    }

    @Test
    void a_call_that_is_no_health_check_is_never_answered_so() {
        assertThat(call(UNARY, "v=1;probe;stop=mediary").code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(served).hasValue(1);
    }
}
