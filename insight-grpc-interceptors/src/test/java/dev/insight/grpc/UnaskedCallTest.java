package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls that do not ask are left alone. */
abstract class UnaskedCallTest extends NetTest {
    UnaskedCallTest(Net net) {
        super(net);
    }

    @Test
    void a_call_that_does_not_ask_leaves_no_trace() {
        Sampled sampled = new Sampled();
        GrpcInsight hop = GrpcInsight.builder("hop").listener(sampled).build();
        AtomicReference<Metadata> arrived = new AtomicReference<>();
        Server service = world.serve(
                MethodType.UNARY,
                (call, headers) -> {
                    arrived.set(headers);
                    return World.echo().startCall(call, headers);
                },
                hop::configureServer);
        Channel channel = world.channel(world.forward(hop, service), hop::configureChannel);
        Answer answer = Caller.call(channel, UNARY, new Metadata(), Caller.PING);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.trailers().keys()).noneMatch(key -> key.startsWith("insight"));
        assertThat(arrived.get().keys()).noneMatch(key -> key.startsWith("insight"));
        assertThat(sampled.stamps).isEmpty();
        assertThat(sampled.calls).isEmpty();
        assertThat(sampled.writeLags).isEmpty();
    }
}
