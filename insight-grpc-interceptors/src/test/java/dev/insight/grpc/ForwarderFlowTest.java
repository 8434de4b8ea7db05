package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A forwarder passes messages as they come, and no faster than they are taken. */
abstract class ForwarderFlowTest extends NetTest {
    private static final MethodDescriptor<byte[], byte[]> BIDI =
            Caller.method("test.Echo/Bidi", MethodType.BIDI_STREAMING);

    ForwarderFlowTest(Net net) {
        super(net);
    }

    private Channel to(MethodType type, ServerCallHandler<byte[], byte[]> handler) {
        Server service = world.serve(type, handler, insight("svc")::configureServer);
        return world.channel(world.forward(insight("gateway"), service));
    }

    @Test
    void a_server_stream_passes_whole_and_in_order() {
        Channel channel = to(MethodType.SERVER_STREAMING, World.onHalfClose((call, message) -> {
            call.sendHeaders(new Metadata());
            for (int i = 0; i < 100; i++) {
                call.sendMessage(new byte[] {(byte) i});
            }
            call.close(Status.OK, new Metadata());
        }));
        Answer answer = Caller.call(
                channel,
                Caller.method("test.Echo/Server", MethodType.SERVER_STREAMING),
                Caller.ask(),
                new byte[200_000]);

        assertThat(answer.messages()).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(answer.messages().get(i)).containsExactly(i);
        }
        assertThat(answer.stamps()).extracting(HopStamp::kind).containsOnly(HopStamp.Kind.STREAM);
    }

    @Test
    void a_client_stream_passes_whole_and_in_order() {
        List<Integer> sizes = new ArrayList<>();
        Channel channel = to(MethodType.CLIENT_STREAMING, (call, headers) -> {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    sizes.add(message.length);
                    call.request(1);
                }

                @Override
                public void onHalfClose() {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(Caller.PING);
                    call.close(Status.OK, new Metadata());
                }
            };
        });
        byte[][] messages = new byte[50][];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = new byte[1_000 * i];
        }
        Answer answer = Caller.call(
                channel, Caller.method("test.Echo/Client", MethodType.CLIENT_STREAMING), new Metadata(), messages);

        assertThat(answer.code()).isEqualTo(Status.Code.OK);
        assertThat(sizes).hasSize(50);
        for (int i = 0; i < 50; i++) {
            assertThat(sizes.get(i)).isEqualTo(1_000 * i);
        }
    }

    @Test
    void both_directions_flow_at_once_message_by_message() throws Exception {
        Channel channel = to(MethodType.BIDI_STREAMING, (call, headers) -> {
            call.sendHeaders(new Metadata());
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    call.sendMessage(message);
                    call.request(1);
                }

                @Override
                public void onHalfClose() {
                    call.close(Status.OK, new Metadata());
                }
            };
        });
        LinkedBlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        CompletableFuture<Status> end = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(BIDI, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] message) {
                        received.add(message);
                        call.request(1);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        call.request(1);
        for (int i = 0; i < 20; i++) {
            call.sendMessage(new byte[] {(byte) i});
            assertThat(received.poll(10, TimeUnit.SECONDS)).containsExactly(i);
        }
        call.halfClose();
        assertThat(end.get(10, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.OK);
    }

    @Test
    void a_caller_that_does_not_read_holds_the_service_back() {
        AtomicInteger sent = new AtomicInteger();
        byte[] chunk = new byte[16 * 1_024];
        Channel channel = to(MethodType.SERVER_STREAMING, (call, headers) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                private boolean open;

                @Override
                public void onHalfClose() {
                    call.sendHeaders(new Metadata());
                    open = true;
                    onReady();
                }

                @Override
                public void onReady() {
                    while (open && call.isReady()) {
                        call.sendMessage(chunk);
                        sent.incrementAndGet();
                    }
                }
            };
        });
        ClientCall<byte[], byte[]> call =
                channel.newCall(Caller.method("test.Echo/Server", MethodType.SERVER_STREAMING), CallOptions.DEFAULT);
        AtomicInteger received = new AtomicInteger();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] message) {
                        received.incrementAndGet();
                    }
                },
                new Metadata());
        call.sendMessage(Caller.PING);
        call.halfClose();
        call.request(1);
        Awaitility.await().until(() -> received.get() == 1);
        Awaitility.await().during(300, TimeUnit.MILLISECONDS).until(new Steady(sent));
        int held = sent.get();
        // Windows of 1 MiB and write buffers on two connections, and one message in the forwarder.
        assertThat(held * chunk.length).isLessThan(6 * 1_024 * 1_024);

        call.request(2 * held);
        Awaitility.await().until(() -> received.get() > held);
        call.cancel("enough", null);
    }

    /** Whether a count is what it was when last looked at. */
    private static final class Steady implements Callable<Boolean> {
        private final AtomicInteger count;
        private int last = -1;

        Steady(AtomicInteger count) {
            this.count = count;
        }

        @Override
        public Boolean call() {
            int now = count.get();
            boolean same = now == last;
            last = now;
            return same;
        }
    }
}
