package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes calls of bytes, and keeps everything that comes back. */
final class Caller {
    static final byte[] PING = {1, 2, 3};

    private Caller() {}

    static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.newBuilder(ByteMarshaller.INSTANCE, ByteMarshaller.INSTANCE)
                .setFullMethodName(name)
                .setType(type)
                .build();
    }

    static Metadata ask() {
        return ask("v=1");
    }

    static Metadata ask(String wire) {
        Metadata headers = new Metadata();
        headers.put(Text.ASK, wire);
        return headers;
    }

    static HopAsk plainAsk() {
        return new HopAsk(false, null, null);
    }

    /** Sends the messages and waits for the end. */
    static Answer call(Channel channel, MethodDescriptor<byte[], byte[]> method, Metadata headers, byte[]... messages) {
        return await(start(channel, method, CallOptions.DEFAULT, headers, messages));
    }

    static Answer await(CompletableFuture<Answer> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    static CompletableFuture<Answer> start(
            Channel channel,
            MethodDescriptor<byte[], byte[]> method,
            CallOptions options,
            Metadata headers,
            byte[]... messages) {
        ClientCall<byte[], byte[]> call = channel.newCall(method, options);
        Collector collector = new Collector();
        call.start(collector, headers);
        call.request(Integer.MAX_VALUE);
        for (byte[] message : messages) {
            call.sendMessage(message);
        }
        call.halfClose();
        return collector.answer;
    }

    static final class Collector extends ClientCall.Listener<byte[]> {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final List<byte[]> messages = new ArrayList<>();
        private @Nullable Metadata headers;

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
        }

        @Override
        public void onMessage(byte[] message) {
            messages.add(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            answer.complete(new Answer(headers, messages, status, trailers));
        }
    }
}
