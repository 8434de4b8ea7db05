package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handlers that throw, and those that close more than once. */
abstract class ThrownTest extends NetTest {
    /** Logs what handlers throw; held here, for loggers are kept weakly. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc.internal.SerializingExecutor");

    private static final ServerCallHandler<byte[], byte[]> THROWING = World.onHalfClose((call, message) -> {
        throw new IllegalArgumentException("thrown for the test");
    });

    ThrownTest(Net net) {
        super(net);
    }

    @BeforeAll
    static void silence() {
        GRPC_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        GRPC_LOG.setLevel(null);
    }

    @Test
    void a_throwing_handler_s_call_is_left_to_gRPC_when_switched_off() {
        GrpcInsight insight = GrpcInsight.builder("svc").stampThrown(false).build();
        Answer answer = askUnary(world.channel(world.serve(MethodType.UNARY, THROWING, insight::configureServer)));

        assertThat(answer.code()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(answer.stamps()).isEmpty();
    }

    /** Turns what handlers throw into a status, as applications do. */
    private static final class Translating implements ServerInterceptor {
        @Override
        public <Q, P> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
            ServerCall<Q, P> wrapped = new SimpleForwardingServerCall<>(call) {};
            return new SimpleForwardingServerCallListener<>(next.startCall(wrapped, headers)) {
                @Override
                public void onHalfClose() {
                    try {
                        super.onHalfClose();
                    } catch (IllegalArgumentException e) {
                        wrapped.close(Status.INVALID_ARGUMENT.withDescription(e.getMessage()), new Metadata());
                    }
                }
            };
        }
    }

    @Test
    void an_interceptor_outside_keeps_its_say_in_what_was_thrown() {
        Server server = world.serve(
                MethodType.UNARY,
                THROWING,
                builder -> insight("svc").configureServer(builder).intercept(new Translating()));
        Answer answer = askUnary(world.channel(server));

        assertThat(answer.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    /** As {@link Translating}, by the call as it came, which nothing wraps. */
    private static final class TranslatingUnwrapped implements ServerInterceptor {
        @Override
        public <Q, P> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
            try {
                return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                    @Override
                    public void onHalfClose() {
                        try {
                            super.onHalfClose();
                        } catch (IllegalArgumentException e) {
                            refuse(call, e);
                        }
                    }
                };
            } catch (IllegalArgumentException e) {
                refuse(call, e);
                return new ServerCall.Listener<>() {};
            }
        }

        private static void refuse(ServerCall<?, ?> call, IllegalArgumentException e) {
            call.close(Status.INVALID_ARGUMENT.withDescription(e.getMessage()), new Metadata());
        }
    }

    private Answer translatedUnwrapped(ServerCallHandler<byte[], byte[]> handler) {
        return askUnary(world.channel(world.serve(
                MethodType.UNARY,
                handler,
                builder -> insight("svc").configureServer(builder).intercept(new TranslatingUnwrapped()))));
    }

    @Test
    void an_interceptor_outside_that_wraps_the_listener_only_keeps_its_say() {
        Answer answer = translatedUnwrapped(THROWING);

        assertThat(answer.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(answer.status().getDescription()).isEqualTo("thrown for the test");
    }

    @Test
    void an_interceptor_outside_that_wraps_nothing_keeps_its_say_in_what_startCall_threw() {
        Answer answer = translatedUnwrapped((call, headers) -> {
            throw new IllegalArgumentException("thrown for the test");
        });

        assertThat(answer.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(answer.status().getDescription()).isEqualTo("thrown for the test");
    }

    @Test
    void a_throwing_handler_s_call_is_stamped_where_nothing_is_outside() {
        assertThat(askUnary(world.channel(service("svc", THROWING))).names()).containsExactly("svc");
        assertThat(askUnary(world.channel(service("svc", (call, headers) -> {
                            throw new IllegalArgumentException("thrown for the test");
                        })))
                        .names())
                .containsExactly("svc");
    }

    @Test
    void an_interceptor_inside_translates_and_the_stamp_says_so() {
        Server server = world.serve(
                MethodType.UNARY,
                THROWING,
                builder -> insight("svc").configureServer(builder.intercept(new Translating())));
        Answer answer = askUnary(world.channel(server));

        assertThat(answer.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(answer.names()).containsExactly("svc");
    }

    @Test
    void what_a_handler_does_elsewhere_after_it_threw_is_ignored_as_gRPC_would() {
        CompletableFuture<ServerCall<byte[], byte[]>> thrown = new CompletableFuture<>();
        Answer answer = askUnary(world.channel(service("svc", World.onHalfClose((call, message) -> {
            thrown.complete(call);
            throw new IllegalArgumentException("thrown for the test");
        }))));
        ServerCall<byte[], byte[]> call = thrown.join();

        assertThat(answer.code()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(catchThrowable(() -> World.answer(call, Caller.PING))).isNull();
    }

    @Test
    void a_second_close_is_the_application_s_error_and_adds_no_stamp() {
        CompletableFuture<Throwable> second = new CompletableFuture<>();
        Answer answer = askUnary(world.channel(service("svc", World.onHalfClose((call, message) -> {
            World.answer(call, message);
            second.complete(catchThrowable(() -> call.close(Status.ABORTED, new Metadata())));
        }))));

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.names()).containsExactly("svc");
        assertThat(second.join()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_handler_that_throws_after_its_close_changes_nothing() {
        Answer answer = askUnary(world.channel(service("svc", World.onHalfClose((call, message) -> {
            World.answer(call, message);
            throw new IllegalArgumentException("thrown for the test");
        }))));

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(answer.names()).containsExactly("svc");
    }
}
