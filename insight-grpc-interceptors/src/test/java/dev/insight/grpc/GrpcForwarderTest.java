package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A forwarder is transparent: the caller and the service see of each other what they would see without it. */
abstract class GrpcForwarderTest extends NetTest {
    private static final Metadata.Key<String> TEXT = Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BYTES = Metadata.Key.of("x-bytes-bin", Metadata.BINARY_BYTE_MARSHALLER);

    GrpcForwarderTest(Net net) {
        super(net);
    }

    private Channel to(MethodType type, ServerCallHandler<byte[], byte[]> handler) {
        Server service = world.serve(type, handler, insight("svc")::configureServer);
        return world.channel(world.forward(insight("gateway"), service));
    }

    private static Metadata metadata(String text) {
        Metadata metadata = new Metadata();
        metadata.put(TEXT, text);
        metadata.put(TEXT, text + " again");
        metadata.put(BYTES, new byte[] {-1, 0, 7});
        return metadata;
    }

    private static void assertIs(Metadata metadata, String text) {
        assertThat(metadata.getAll(TEXT)).containsExactly(text, text + " again");
        assertThat(metadata.get(BYTES)).containsExactly(-1, 0, 7);
    }

    @Test
    void metadata_passes_in_both_directions() {
        CompletableFuture<Metadata> arrived = new CompletableFuture<>();
        Channel channel = to(MethodType.UNARY, (call, headers) -> {
            arrived.complete(headers);
            return World.onHalfClose((same, message) -> {
                        same.sendHeaders(metadata("headers"));
                        same.sendMessage(message);
                        same.close(Status.OK, metadata("trailers"));
                    })
                    .startCall(call, headers);
        });
        Answer answer = Caller.call(channel, UNARY, metadata("request"), Caller.PING);

        assertIs(arrived.join(), "request");
        assertIs(answer.headers(), "headers");
        assertIs(answer.trailers(), "trailers");
        assertThat(answer.messages()).containsExactly(Caller.PING);
    }

    @Test
    void an_error_without_headers_stays_one() {
        Channel channel = to(
                MethodType.UNARY,
                World.onHalfClose((call, message) ->
                        call.close(Status.FAILED_PRECONDITION.withDescription("ü 100 %"), metadata("trailers"))));
        Answer answer = Caller.call(channel, UNARY, new Metadata(), Caller.PING);

        assertThat(answer.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(answer.status().getDescription()).isEqualTo("ü 100 %");
        assertThat(answer.headers()).isNull();
        assertIs(answer.trailers(), "trailers");
    }

    /** Never answers; tells of how a call ends. */
    private static ServerCallHandler<byte[], byte[]> mute(
            CompletableFuture<Context> arrived, CompletableFuture<Void> cancelled) {
        return (call, headers) -> {
            call.request(2);
            arrived.complete(Context.current());
            return new ServerCall.Listener<>() {
                @Override
                public void onCancel() {
                    cancelled.complete(null);
                }
            };
        };
    }

    @Test
    void a_caller_s_cancellation_reaches_the_service() throws Exception {
        CompletableFuture<Context> arrived = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Channel channel = to(MethodType.UNARY, mute(arrived, cancelled));
        ClientCall<byte[], byte[]> call = channel.newCall(UNARY, CallOptions.DEFAULT);
        call.start(new ClientCall.Listener<>() {}, Caller.ask());
        call.sendMessage(Caller.PING);
        call.halfClose();
        arrived.get(10, TimeUnit.SECONDS);
        call.cancel("for the test", null);

        cancelled.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_caller_s_deadline_reaches_the_service() throws Exception {
        CompletableFuture<Context> arrived = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Channel channel = to(MethodType.UNARY, mute(arrived, cancelled));
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS);
        Answer answer = Caller.await(Caller.start(channel, UNARY, options, new Metadata(), Caller.PING));

        assertThat(answer.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(arrived.get(10, TimeUnit.SECONDS).getDeadline()).isNotNull();
        cancelled.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_service_that_is_gone_is_told_of_as_up() {
        Server service = echo("svc");
        Channel channel = world.channel(world.forward(insight("gateway"), service));
        service.shutdownNow();
        Awaitility.await().until(service::isTerminated);
        Answer answer = askUnary(channel);

        assertThat(answer.code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(answer.stamp().name()).isEqualTo("gateway");
        assertThat(answer.stamp().origin()).isEqualTo(HopStamp.Origin.UP);
    }

    @Test
    void an_error_the_service_decided_is_its_own_and_relayed() {
        Channel channel = to(
                MethodType.UNARY, World.onHalfClose((call, message) -> call.close(Status.NOT_FOUND, new Metadata())));
        Answer answer = askUnary(channel);

        assertThat(answer.stamps()).extracting(HopStamp::name).containsExactly("gateway", "svc");
        assertThat(answer.stamps()).extracting(HopStamp::origin).containsExactly(null, HopStamp.Origin.OWN);
    }

    @Test
    void listeners_hear_with_which_outcome_a_stamp_left() {
        Sampled heard = new Sampled();
        GrpcInsight gateway = GrpcInsight.builder("gateway").listener(heard).build();
        Server service =
                service("svc", World.onHalfClose((call, message) -> call.close(Status.NOT_FOUND, new Metadata())));
        askUnary(world.channel(world.forward(gateway, service)));

        Awaitility.await().until(() -> !heard.outcomes.isEmpty());
        assertThat(heard.outcomes).containsExactly("NOT_FOUND");
        assertThat(heard.stamps.element().origin()).isNull();
    }

    @Test
    void listeners_hear_nothing_of_a_stamp_whose_caller_is_gone() throws Exception {
        Sampled heard = new Sampled();
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        GrpcInsight insight = GrpcInsight.builder("svc").listener(heard).build();
        Server service = world.serve(
                MethodType.UNARY,
                (serverCall, headers) -> {
                    arrived.complete(null);
                    return new ServerCall.Listener<>() {
                        @Override
                        public void onCancel() {
                            serverCall.close(Status.ABORTED, new Metadata());
                            closed.complete(null);
                        }
                    };
                },
                insight::configureServer);
        ClientCall<byte[], byte[]> call = world.channel(service).newCall(UNARY, CallOptions.DEFAULT);
        call.start(new ClientCall.Listener<>() {}, Caller.ask());
        call.sendMessage(Caller.PING);
        call.halfClose();
        arrived.get(10, TimeUnit.SECONDS);
        call.cancel("for the test", null);

        closed.get(10, TimeUnit.SECONDS);
        assertThat(heard.stamps).isEmpty();
    }

    @Test
    void a_call_without_a_route_is_the_hop_s_own_error() {
        Server server = world.serve(
                GrpcForwarder.create((method, headers, authority) -> null), insight("gateway")::configureServer);
        Answer answer = askUnary(world.channel(server));

        assertThat(answer.code()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(answer.stamp().origin()).isEqualTo(HopStamp.Origin.OWN);
    }

    @Test
    void the_router_sees_the_method_and_the_headers() {
        Server service = echo("svc");
        Channel upstream = world.channel(service);
        List<String> seen = new ArrayList<>();
        Server server = world.serve(
                GrpcForwarder.create((method, headers, authority) -> {
                    seen.add(method + " " + headers.get(TEXT));
                    return upstream;
                }),
                builder -> builder);
        Metadata headers = new Metadata();
        headers.put(TEXT, "sg");
        Answer answer = Caller.call(world.channel(server), UNARY, headers, Caller.PING);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(seen).containsExactly("test.Echo/Unary sg");
    }

    @Test
    void a_stamp_that_a_proxy_put_in_headers_moves_to_the_trailers_once() {
        Server proxied = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> {
                    Metadata headers = new Metadata();
                    headers.put(Text.HOP, "nginx;unit=s;u=\"0.140\";f=h");
                    call.sendHeaders(headers);
                    call.sendMessage(message);
                    call.close(Status.OK, new Metadata());
                }),
                builder -> builder);
        Server mediary = world.forward(insight("mediary"), proxied);
        Answer answer = askUnary(world.channel(world.forward(insight("gateway"), mediary)));

        assertThat(answer.names()).containsExactly("gateway", "mediary", "nginx");
        assertThat(answer.headers().containsKey(Text.HOP)).isFalse();
    }
}
