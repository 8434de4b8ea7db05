package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whose asks are answered, and what an edge lets through. */
abstract class TrustTest extends NetTest {
    private final AtomicReference<Metadata> arrived = new AtomicReference<>();

    TrustTest(Net net) {
        super(net);
    }

    private Answer ask(GrpcInsight.Builder hop, String ask) {
        Server server = world.serve(MethodType.UNARY, World.echo(), hop.build()::configureServer);
        return Caller.call(world.channel(server), UNARY, Caller.ask(ask), Caller.PING);
    }

    /** Asks a service through a hop, and notes what arrived there. */
    private Answer askThrough(GrpcInsight.Builder hop, String ask) {
        Server service = world.serve(
                MethodType.UNARY,
                (call, headers) -> {
                    arrived.set(headers);
                    return World.echo().startCall(call, headers);
                },
                insight("svc")::configureServer);
        Channel channel = world.channel(world.forward(hop.build(), service));
        return Caller.call(channel, UNARY, Caller.ask(ask), Caller.PING);
    }

    @Test
    void an_ask_is_enough_unless_told_otherwise() {
        assertThat(ask(GrpcInsight.builder("hop"), "v=1").names()).containsExactly("hop");
    }

    @Test
    void an_ask_of_another_version_is_none() {
        assertThat(ask(GrpcInsight.builder("hop"), "v=9").stamps()).isEmpty();
    }

    @Test
    void a_required_key_must_be_right() {
        assertThat(ask(GrpcInsight.builder("hop").key("secret"), "v=1").stamps())
                .isEmpty();
        assertThat(ask(GrpcInsight.builder("hop").key("secret"), "v=1;key=secreT")
                        .stamps())
                .isEmpty();
        assertThat(ask(GrpcInsight.builder("hop").key("secret"), "v=1;key=secret2")
                        .stamps())
                .isEmpty();
        assertThat(ask(GrpcInsight.builder("hop").key("secret"), "v=1;key=secret")
                        .names())
                .containsExactly("hop");
    }

    @Test
    void a_predicate_decides_by_the_call() {
        assertThat(ask(GrpcInsight.builder("hop").trust(call -> false), "v=1").stamps())
                .isEmpty();
        assertThat(ask(
                                GrpcInsight.builder("hop")
                                        .trust(call -> call.getMethodDescriptor()
                                                .getFullMethodName()
                                                .equals(UNARY.getFullMethodName())),
                                "v=1")
                        .names())
                .containsExactly("hop");
    }

    @Test
    void a_predicate_that_throws_means_no_and_harms_nothing() {
        Answer answer = ask(
                GrpcInsight.builder("hop").trust(call -> {
                    throw new IllegalStateException("thrown for the test");
                }),
                "v=1");

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.stamps()).isEmpty();
    }

    @Test
    void callers_the_predicate_throws_for_do_not_switch_stamping_off_for_others() {
        AtomicInteger calls = new AtomicInteger();
        GrpcInsight insight = GrpcInsight.builder("hop")
                .trust(call -> {
                    if (calls.incrementAndGet() <= Fuse.FAULTS_TO_BLOW) {
                        throw new IllegalStateException("thrown for the test");
                    }
                    return true;
                })
                .build();
        Channel channel = world.channel(world.serve(MethodType.UNARY, World.echo(), insight::configureServer));
        for (int i = 0; i < Fuse.FAULTS_TO_BLOW; i++) {
            assertThat(askUnary(channel).stamps()).isEmpty();
        }

        assertThat(askUnary(channel).names()).containsExactly("hop");
        assertThat(insight.faults()).isEqualTo(Fuse.FAULTS_TO_BLOW);
    }

    @Test
    void a_hop_without_trust_in_the_caller_passes_ask_and_stamps_on_unseen() {
        Answer answer = askThrough(GrpcInsight.builder("hop").trust(call -> false), "v=1");

        assertThat(answer.names()).containsExactly("svc");
    }

    @Test
    void the_key_goes_on_to_the_next_hop() {
        Answer answer = askThrough(GrpcInsight.builder("hop").key("secret"), "v=1;key=secret");

        assertThat(answer.names()).containsExactly("hop", "svc");
        assertThat(arrived.get().get(Text.ASK)).isEqualTo("v=1;key=secret");
    }

    @Test
    void an_edge_lets_no_ask_in() {
        Answer answer = askThrough(GrpcInsight.builder("edge").edge(), "v=1");

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.stamps()).isEmpty();
        assertThat(arrived.get().containsKey(Text.ASK)).isFalse();
    }

    @Test
    void an_edge_lets_no_stamp_out_that_comes_unasked() {
        Server talkative = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> {
                    Metadata headers = new Metadata();
                    headers.put(Text.HOP, "inner;t=1");
                    call.sendHeaders(headers);
                    call.sendMessage(message);
                    Metadata trailers = new Metadata();
                    trailers.put(Text.HOP, "inner;t=1");
                    call.close(Status.OK, trailers);
                }),
                builder -> builder);
        Channel channel =
                world.channel(world.forward(GrpcInsight.builder("edge").edge().build(), talkative));
        Answer answer = Caller.call(channel, UNARY, new Metadata(), Caller.PING);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.headers().containsKey(Text.HOP)).isFalse();
        assertThat(answer.trailers().containsKey(Text.HOP)).isFalse();
    }

    @Test
    void an_edge_takes_the_key_for_a_caller_from_inside() {
        assertThat(askThrough(GrpcInsight.builder("edge").edge().key("secret"), "v=1;key=secret")
                        .names())
                .containsExactly("edge", "svc");
        assertThat(askThrough(GrpcInsight.builder("edge").edge().key("secret"), "v=1;key=no")
                        .stamps())
                .isEmpty();
        assertThat(arrived.get().containsKey(Text.ASK)).isFalse();
    }

    @Test
    void an_edge_takes_the_predicate_for_a_caller_from_inside() {
        assertThat(askThrough(GrpcInsight.builder("edge").edge().trust(call -> true), "v=1")
                        .names())
                .containsExactly("edge", "svc");
        assertThat(askThrough(GrpcInsight.builder("edge").edge().trust(call -> false), "v=1")
                        .stamps())
                .isEmpty();
        assertThat(arrived.get().containsKey(Text.ASK)).isFalse();
    }
}
