package dev.insight.grpc;

import static dev.insight.hop.HopStamp.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a hop says of the calls it makes. */
abstract class UpstreamTimesTest extends NetTest {
    UpstreamTimesTest(Net net) {
        super(net);
    }

    private static Map<String, ?> policy(String name, Map<String, ?> policy) {
        return Map.of("methodConfig", List.of(Map.of("name", List.of(Map.of()), name, policy)));
    }

    private static final Map<String, ?> RETRY = policy(
            "retryPolicy",
            Map.of(
                    "maxAttempts",
                    4.0,
                    "initialBackoff",
                    "0.05s",
                    "maxBackoff",
                    "0.1s",
                    "backoffMultiplier",
                    1.0,
                    "retryableStatusCodes",
                    List.of("UNAVAILABLE")));

    private static final Map<String, ?> HEDGE =
            policy("hedgingPolicy", Map.of("maxAttempts", 2.0, "hedgingDelay", "0.05s"));

    /** A forwarder whose channel has this service config. */
    private Channel through(Server next, Map<String, ?> serviceConfig) {
        GrpcInsight gateway = insight("gateway");
        Channel upstream = world.channel(
                next,
                builder -> gateway.configureChannel(
                        builder.enableRetry().disableServiceConfigLookUp().defaultServiceConfig(serviceConfig)));
        Server server =
                world.serve(GrpcForwarder.create((method, headers, authority) -> upstream), gateway::configureServer);
        return world.channel(server);
    }

    /** Refuses all calls before the nth. */
    private static ServerCallHandler<byte[], byte[]> refusingUntil(int nth, AtomicInteger calls) {
        return World.onHalfClose((call, message) -> {
            if (calls.incrementAndGet() < nth) {
                call.close(Status.UNAVAILABLE.withDescription("not yet"), new Metadata());
                return;
            }
            World.answer(call, message);
        });
    }

    @Test
    void retries_count_and_only_the_committed_attempt_is_upstream_time() {
        Server service = service("svc", refusingUntil(3, new AtomicInteger()));
        Answer answer = askUnary(through(service, RETRY));

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.names()).as("stamps of the committed attempt alone").containsExactly("gateway", "svc");
        HopStamp gateway = answer.stamps().get(0);
        assertThat(gateway.attempts()).isEqualTo(3);
        assertThat(gateway.fanOut()).isEqualTo(1);
        assertThat(gateway.retryNanos()).isPositive();
        assertThat(gateway.retryNanos() + gateway.upstreamNanos())
                .isLessThanOrEqualTo(gateway.totalNanos() + gateway.resolutionNanos());
        assertThat(gateway.beforeUpstreamNanos())
                .isGreaterThanOrEqualTo(gateway.retryNanos() + gateway.preTransportNanos() - gateway.resolutionNanos());
        assertThat(gateway.upstreamNanos())
                .isGreaterThanOrEqualTo(answer.stamps().get(1).totalNanos() - gateway.resolutionNanos());
    }

    @Test
    void retries_that_all_fail_are_relayed_as_the_last_one_s_answer() {
        Server service = service("svc", refusingUntil(100, new AtomicInteger()));
        Answer answer = askUnary(through(service, RETRY));

        assertThat(answer.code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(answer.status().getDescription()).isEqualTo("not yet");
        assertThat(answer.names()).containsExactly("gateway", "svc");
        assertThat(answer.stamps().get(0).attempts()).isEqualTo(4);
        assertThat(answer.stamps().get(0).origin()).isNull();
        assertThat(answer.stamps().get(1).origin()).isEqualTo(HopStamp.Origin.OWN);
    }

    @Test
    void hedging_commits_to_the_attempt_that_answered() {
        byte[] slow = {9};
        AtomicInteger slowOnes = new AtomicInteger();
        Server service = service("svc", World.onHalfClose((call, message) -> {
            if (message[0] != slow[0] || slowOnes.incrementAndGet() > 1) {
                World.answer(call, message);
            }
        }));
        Channel channel = through(service, HEDGE);
        assertThat(askUnary(channel).code()).as("the call that connects").isEqualTo(Status.Code.OK);
        Answer answer = Caller.call(channel, UNARY, Caller.ask(), slow);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.names()).containsExactly("gateway", "svc");
        HopStamp gateway = answer.stamps().get(0);
        assertThat(gateway.attempts()).isEqualTo(2);
        assertThat(gateway.retryNanos()).isGreaterThanOrEqualTo(25_000_000L);
        assertThat(gateway.upstreamNanos() + gateway.retryNanos())
                .isLessThanOrEqualTo(gateway.totalNanos() + gateway.resolutionNanos());
    }

    /** A service that calls both at once, then {@code afterFirst}, and answers when both have answered. */
    private Channel fanningOut(Server first, Server second, Runnable afterFirst, UnaryOperator<Runnable> carried) {
        GrpcInsight insight = insight("fan");
        Channel one = world.channel(first, insight::configureChannel);
        Channel two = world.channel(second, insight::configureChannel);
        World.Work fan = (call, message) -> {
            CompletableFuture<Answer> a = Caller.start(one, UNARY, CallOptions.DEFAULT, new Metadata(), message);
            CompletableFuture<Answer> b = Caller.start(two, UNARY, CallOptions.DEFAULT, new Metadata(), message);
            CompletableFuture<?> unused =
                    CompletableFuture.allOf(a.thenRun(afterFirst), b).thenRun(() -> World.answer(call, message));
        };
        Server server = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) ->
                        carried.apply(() -> fan.on(call, message)).run()),
                insight::configureServer);
        return world.channel(server);
    }

    @Test
    void fan_out_counts_its_union_and_keeps_the_stamps_of_the_child_that_ended_last() {
        CompletableFuture<Runnable> release = new CompletableFuture<>();
        Server quick = echo("quick");
        Server slow = service(
                "slow", World.onHalfClose((call, message) -> release.complete(() -> World.answer(call, message))));
        Runnable answerSlow = () -> release.thenAccept(Runnable::run);
        Answer answer = askUnary(fanningOut(quick, slow, answerSlow, work -> work));

        assertThat(answer.names()).containsExactly("fan", "slow");
        HopStamp fan = answer.stamps().get(0);
        HopStamp last = answer.stamps().get(1);
        assertThat(fan.fanOut()).isEqualTo(2);
        assertThat(fan.upstreamNanos()).isBetween(last.totalNanos() - fan.resolutionNanos(), fan.totalNanos());
    }

    @Test
    void a_call_still_outstanding_when_the_hop_answers_counts_until_then() {
        Server mute = service("mute", World.onHalfClose((call, message) -> {}));
        GrpcInsight insight = insight("fan");
        Channel one = world.channel(echo("quick"), insight::configureChannel);
        Channel two = world.channel(mute, insight::configureChannel);
        Server server = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> {
                    CompletableFuture<?> unused =
                            Caller.start(two, UNARY, CallOptions.DEFAULT, new Metadata(), message);
                    unused = Caller.start(one, UNARY, CallOptions.DEFAULT, new Metadata(), message)
                            .thenRun(() -> World.answer(call, message));
                }),
                insight::configureServer);
        Answer answer = askUnary(world.channel(server));

        assertThat(answer.names()).containsExactly("fan", "quick");
        assertThat(answer.stamps().get(0).fanOut()).isEqualTo(2);
    }

    @Test
    void upstream_time_is_unknown_when_a_service_calls_on_without_its_context() {
        Server service = echo("svc");
        Channel channel = fanningOut(service, service, () -> {}, work -> () -> Context.ROOT.run(work));
        Answer answer = askUnary(channel);

        assertThat(answer.names()).containsExactly("fan");
        assertThat(answer.stamp().upstreamNanos()).isEqualTo(ABSENT);
        assertThat(answer.stamp().fanOut()).isEqualTo((int) ABSENT);
    }

    @Test
    void a_call_whose_start_throws_is_over_at_once() {
        AtomicLong clock = new AtomicLong();
        GrpcInsight hop = GrpcInsight.builder("hop").ticker(reading(clock)).build();
        CountDownLatch arrived = new CountDownLatch(1);
        Server silent = service("svc", (call, headers) -> {
            arrived.countDown();
            return new ServerCall.Listener<>() {};
        });
        // Ours is called last, so it stands outside the one that throws.
        Channel upstream = world.channel(
                silent, builder -> hop.configureChannel(builder.intercept(new ThrowingOnceStarted(arrived))));
        AtomicInteger thrown = new AtomicInteger();
        Server server = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> {
                    try {
                        upstream.newCall(UNARY, CallOptions.DEFAULT)
                                .start(new ClientCall.Listener<>() {}, new Metadata());
                    } catch (IllegalStateException expected) {
                        thrown.incrementAndGet();
                    }
                    clock.addAndGet(5_000_000_000L);
                    World.answer(call, message);
                }),
                hop::configureServer);

        Answer answer = askUnary(world.channel(server));

        assertThat(thrown).hasValue(1);
        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.stamp().fanOut()).isEqualTo(1);
        assertThat(answer.stamp().attempts()).isEqualTo(1);
        assertThat(answer.stamp().totalNanos()).isEqualTo(5_000_000_000L);
        assertThat(answer.stamp().upstreamNanos()).isZero();
    }

    private static Ticker reading(AtomicLong clock) {
        return new Ticker() {
            @Override
            public long nanos() {
                return clock.get();
            }

            @Override
            public long epochMicros() {
                return 0;
            }
        };
    }

    /** Fails after it has started the call and the peer has it. */
    private record ThrowingOnceStarted(CountDownLatch arrived) implements ClientInterceptor {
        @Override
        public <Q, P> ClientCall<Q, P> interceptCall(MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<P> listener, Metadata headers) {
                    super.start(listener, headers);
                    super.halfClose(); // Netty holds a unary call's headers back till then
                    try {
                        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    throw new IllegalStateException("start");
                }
            };
        }
    }
}
