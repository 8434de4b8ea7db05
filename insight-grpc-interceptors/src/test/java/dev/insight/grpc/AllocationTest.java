package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.insight.hop.HopAsk;
import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Of calls that do not ask, the tracer and the interceptors make nothing. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 20_000;
    private static final MethodDescriptor<byte[], byte[]> UNARY = Caller.method("test.Echo/Unary", MethodType.UNARY);

    private final Metadata headers = new Metadata();
    private final Hop hop = new Hop(
            HopStamp.builder("hop").build(),
            Ticker.system(),
            new Trust(null, null, false),
            new HopListeners(List.of()),
            new HopAsk(false, null, null),
            0,
            true,
            new Fuse("test"));
    private final ServerStreamTracer.Factory tracers = new HopServerTracer.Factory(hop);
    private final ServerInterceptor interceptor = new HopServerInterceptor(hop);

    AllocationTest() {
        headers.put(Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER), "test");
    }

    /** Bytes for one run of {@code work}, the least of some rounds: the compiler's own threads are not counted. */
    private static long bytesEach(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                work.run();
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        return least;
    }

    @Test
    void every_call_gets_the_same_silent_tracer() {
        assertThat(tracers.newServerStreamTracer("a/b", headers))
                .isSameAs(tracers.newServerStreamTracer("c/d", new Metadata()));
    }

    @Test
    void the_tracer_s_factory_allocates_nothing() {
        assertThat(bytesEach(() -> tracers.newServerStreamTracer("a/b", headers)))
                .isZero();
    }

    @Test
    void the_server_interceptor_allocates_nothing_and_wraps_nothing() {
        ServerCall.Listener<byte[]> listener = new ServerCall.Listener<>() {};
        ServerCall<byte[], byte[]> call = new IdleServerCall();

        assertThat(interceptor.interceptCall(call, headers, (same, unused) -> {
                    assertThat(same).isSameAs(call);
                    return listener;
                }))
                .isSameAs(listener);
        ServerCallHandler<byte[], byte[]> handler = (same, unused) -> listener;
        assertThat(bytesEach(() -> interceptor.interceptCall(call, headers, handler)))
                .isZero();
    }

    @Test
    void the_client_interceptor_allocates_nothing_and_wraps_nothing() {
        ClientCall<?, ?> call = Mockito.mock(ClientCall.class);
        Channel channel = new Channel() {
            @Override
            @SuppressWarnings("unchecked")
            public <Q, P> ClientCall<Q, P> newCall(MethodDescriptor<Q, P> method, CallOptions options) {
                return (ClientCall<Q, P>) call;
            }

            @Override
            public String authority() {
                return "test";
            }
        };
        HopClientInterceptor client = new HopClientInterceptor(hop);

        assertThat(client.interceptCall(UNARY, CallOptions.DEFAULT, channel)).isSameAs(call);
        assertThat(bytesEach(() -> client.interceptCall(UNARY, CallOptions.DEFAULT, channel)))
                .isZero();
    }

    private static final class IdleServerCall extends ServerCall<byte[], byte[]> {
        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(byte[] message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<byte[], byte[]> getMethodDescriptor() {
            return UNARY;
        }
    }
}
