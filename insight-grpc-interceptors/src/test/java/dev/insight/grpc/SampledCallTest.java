package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Real calls of a process that ask for themselves. */
abstract class SampledCallTest extends NetTest {
    private final Sampled sampled = new Sampled();

    SampledCallTest(Net net) {
        super(net);
    }

    @Test
    void a_sampled_call_is_told_of_with_its_path() {
        Server gateway = world.forward(insight("gateway"), echo("svc"));
        Channel channel = world.channel(gateway, sampled.caller()::configureChannel);
        Answer answer = Caller.call(channel, UNARY, new Metadata(), Caller.PING);
        SampledCall call = sampled.call();

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(call.method()).isEqualTo("test.Echo/Unary");
        assertThat(call.outcome()).isEqualTo("OK");
        assertThat(call.attempts()).isEqualTo(1);
        assertThat(call.retryNanos()).isZero();
        assertThat(call.preTransportNanos()).isNotNegative();
        assertThat(call.clientLagNanos()).isNotNegative();
        assertThat(call.streaming()).isFalse();
        assertThat(call.path().stamps()).extracting(HopStamp::name).containsExactly("gateway", "svc");
        assertThat(call.latencyNanos())
                .isGreaterThanOrEqualTo(call.path().stamps().get(0).totalNanos());
    }

    @Test
    void the_application_does_not_see_the_stamps_it_did_not_ask_for() {
        Channel channel = world.channel(echo("svc"), sampled.caller()::configureChannel);
        Answer answer = Caller.call(channel, UNARY, new Metadata(), Caller.PING);

        assertThat(answer.trailers().containsKey(Text.HOP)).isFalse();
        assertThat(sampled.call().path().stamps()).hasSize(1);
    }

    @Test
    void a_failed_call_is_told_of_without_a_latency_when_no_answer_came() {
        Server gone = echo("svc");
        Channel channel = world.channel(gone, sampled.caller()::configureChannel);
        gone.shutdownNow();
        Awaitility.await().until(gone::isTerminated);
        Answer answer = Caller.call(channel, UNARY, new Metadata(), Caller.PING);
        SampledCall call = sampled.call();

        assertThat(answer.code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(call.outcome()).isEqualTo("UNAVAILABLE");
        assertThat(call.latencyNanos()).isEqualTo(HopStamp.ABSENT);
        assertThat(call.path().stamps()).isEmpty();
    }

    @Test
    void a_streaming_call_says_so() {
        Server server = world.serve(MethodType.BIDI_STREAMING, World.echo(), insight("svc")::configureServer);
        Channel channel = world.channel(server, sampled.caller()::configureChannel);
        Caller.call(channel, Caller.method("test.Echo/Bidi", MethodType.BIDI_STREAMING), new Metadata(), Caller.PING);

        assertThat(sampled.call().streaming()).isTrue();
        assertThat(sampled.call().path().stamps().get(0).kind()).isEqualTo(HopStamp.Kind.STREAM);
    }

    @Test
    void a_ratio_samples_about_its_share() {
        GrpcInsight half =
                GrpcInsight.builder("caller").sampleRatio(0.5).listener(sampled).build();
        Channel channel = world.channel(echo("svc"), half::configureChannel);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            answers.add(Caller.start(channel, UNARY, CallOptions.DEFAULT, new Metadata(), Caller.PING));
        }
        answers.forEach(Caller::await);

        // Eight standard deviations either side.
        Awaitility.await().until(() -> sampled.calls.size() > 120);
        assertThat(sampled.calls).hasSizeBetween(120, 280);
    }

    @Test
    void no_call_is_sampled_on_behalf_of_one_that_asks() {
        GrpcInsight gateway =
                GrpcInsight.builder("gateway").sampleRatio(1).listener(sampled).build();
        Answer answer = askUnary(world.channel(world.forward(gateway, echo("svc"))));

        assertThat(answer.names()).containsExactly("gateway", "svc");
        assertThat(sampled.calls).isEmpty();
    }

    @Test
    void a_hop_samples_calls_it_forwards_and_the_caller_sees_no_stamp() {
        GrpcInsight gateway =
                GrpcInsight.builder("gateway").sampleRatio(1).listener(sampled).build();
        Answer answer =
                Caller.call(world.channel(world.forward(gateway, echo("svc"))), UNARY, new Metadata(), Caller.PING);

        assertThat(answer.trailers().containsKey(Text.HOP)).isFalse();
        assertThat(sampled.call().path().stamps()).extracting(HopStamp::name).containsExactly("svc");
        assertThat(sampled.call().streaming()).isFalse();
    }

    @Test
    void what_other_software_says_stands_in_where_no_hop_stamps() {
        Server foreign = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> {
                    Metadata headers = new Metadata();
                    headers.put(Metadata.Key.of("server-timing", Metadata.ASCII_STRING_MARSHALLER), "total;dur=12.5");
                    call.sendHeaders(headers);
                    call.sendMessage(message);
                    call.close(Status.OK, new Metadata());
                }),
                builder -> builder);
        Channel channel = world.channel(foreign, sampled.caller()::configureChannel);
        Caller.call(channel, UNARY, new Metadata(), Caller.PING);
        HopStamp stamp = sampled.call().path().stamps().get(0);

        assertThat(stamp.source()).isEqualTo(HopStamp.Source.SERVER_TIMING);
        assertThat(stamp.totalNanos()).isEqualTo(12_500_000);
        assertThat(stamp.name()).isEqualTo(channel.authority());
    }
}
