package dev.insight.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Stamps never change a call's outcome, whatever else is in its trailers. */
abstract class TrailerLimitsTest extends NetTest {
    private static final Metadata.Key<String> FILL = Metadata.Key.of("x-fill", Metadata.ASCII_STRING_MARSHALLER);

    TrailerLimitsTest(Net net) {
        super(net);
    }

    private static Metadata fill(int chars) {
        Metadata trailers = new Metadata();
        trailers.put(FILL, "f".repeat(chars));
        return trailers;
    }

    private Server closing(Status status, Metadata trailers, boolean stamped) {
        return world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(message);
                    call.close(status, trailers);
                }),
                builder -> stamped ? insight("svc").configureServer(builder) : builder);
    }

    @Test
    void names_that_the_wire_brings_and_gRPC_s_keys_refuse_cost_no_stamp_and_are_no_fault() {
        Metadata trailers = InternalMetadata.newMetadata("bad name".getBytes(US_ASCII), "1".getBytes(US_ASCII));
        GrpcInsight insight = insight("gateway");
        Answer answer = askUnary(world.channel(world.forward(insight, closing(Status.OK, trailers, false))));

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.trailers().keys()).contains("bad name");
        assertThat(answer.names()).containsExactly("gateway");
        assertThat(insight.faults()).isZero();
    }

    private Answer ask(Status status, Metadata trailers, boolean stamped) {
        return askUnary(world.channel(closing(status, trailers, stamped)));
    }

    @Test
    void trailers_of_9000_bytes_fare_as_they_would_unstamped() {
        Answer bare = ask(Status.OK, fill(9_000), false);
        Answer answer = ask(Status.OK, fill(9_000), true);

        assertThat(answer.code()).isEqualTo(bare.code());
        assertThat(answer.messages()).hasSameSizeAs(bare.messages());
        assertThat(answer.trailers().containsKey(Text.HOP)).isFalse();
    }

    @Test
    void trailers_past_the_cap_pass_without_a_stamp() {
        Answer answer = ask(Status.OK, fill(7_000), true);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.trailers().get(FILL)).hasSize(7_000);
        assertThat(answer.trailers().containsKey(Text.HOP)).isFalse();
    }

    @Test
    void trailers_just_within_the_cap_are_stamped_and_arrive() {
        Answer answer = ask(Status.OK, fill(6_000), true);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.trailers().get(FILL)).hasSize(6_000);
        assertThat(answer.names()).containsExactly("svc");
    }

    @Test
    void a_long_description_counts_too() {
        Status status = Status.ABORTED.withDescription("ü".repeat(900));
        Answer answer = ask(status, new Metadata(), true);

        assertThat(answer.code()).isEqualTo(Status.Code.ABORTED);
        assertThat(answer.status().getDescription()).isEqualTo(status.getDescription());
        assertThat(answer.trailers().containsKey(Text.HOP)).isFalse();
    }

    @Test
    void trailers_shared_by_concurrent_calls_are_left_as_they_are() {
        Metadata shared = fill(10);
        Channel channel = world.channel(closing(Status.OK, shared, true));
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(Caller.start(channel, UNARY, CallOptions.DEFAULT, Caller.ask(), Caller.PING));
        }
        for (CompletableFuture<Answer> each : answers) {
            Answer answer = Caller.await(each);
            assertThat(answer.code()).isEqualTo(Status.Code.OK);
            assertThat(answer.names()).containsExactly("svc");
            assertThat(answer.trailers().get(FILL)).hasSize(10);
        }
        assertThat(shared.keys()).containsExactly("x-fill");
    }

    private Answer relay(List<String> hostile) {
        Metadata trailers = new Metadata();
        hostile.forEach(value -> trailers.put(Text.HOP, value));
        return askUnary(world.channel(world.forward(insight("gateway"), closing(Status.OK, trailers, false))));
    }

    @Test
    void hostile_stamps_from_upstream_change_no_outcome() {
        List<List<String>> hostile = List.of(
                List.of("", ";;;", ",,,,", "=;=", "\"", "a;t=\"", "a;t=-1;u=99999999999999999999"),
                List.of("x;t=1,".repeat(400)),
                new ArrayList<>(Collections.nCopies(100, "x;t=1")),
                List.of("y".repeat(3_000)),
                List.of("\"".repeat(900)));
        for (List<String> values : hostile) {
            Answer answer = relay(values);
            assertThat(answer.code()).as("%s", values).isEqualTo(Status.Code.OK);
            assertThat(Text.stamps(answer.trailers()))
                    .as("relayed as they came")
                    .startsWith(values.toArray(String[]::new));
            assertThat(answer.path().stamps()).hasSizeLessThanOrEqualTo(16);
        }
    }

    @Test
    void hostile_stamps_within_the_caps_do_not_silence_this_hop() {
        assertThat(relay(List.of(";;;", "~", "a b c")).names()).contains("gateway");
    }

    @Test
    void a_service_whose_upstream_sends_too_much_still_stamps_itself() {
        Metadata trailers = new Metadata();
        trailers.put(Text.HOP, "z;t=1;node=" + "z".repeat(2_000));
        Server hostile = closing(Status.OK, trailers, false);
        GrpcInsight insight = insight("svc");
        Channel upstream = world.channel(hostile, insight::configureChannel);
        Server server = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> {
                    CompletableFuture<?> unused = Caller.start(
                                    upstream, UNARY, CallOptions.DEFAULT, new Metadata(), message)
                            .thenRun(() -> {
                                World.answer(call, message);
                            });
                }),
                insight::configureServer);
        Answer answer = askUnary(world.channel(server));

        assertThat(answer.names()).containsExactly("svc");
        assertThat(answer.stamp().upstreamNanos()).isNotEqualTo(HopStamp.ABSENT);
    }

    @Test
    void sixteen_hops_are_the_most() {
        assertThat(relay(Collections.nCopies(15, "x;t=1")).stamps()).hasSize(16);
        assertThat(relay(Collections.nCopies(16, "x;t=1")).names()).hasSize(16).doesNotContain("gateway");
    }
}
