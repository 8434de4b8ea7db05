import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes the same calls directly and through a proxy, and says what differs: whatever a service says has to reach the
 * caller unchanged, and a proxy's stamp those that ask and nobody else. Run from source:
 * {@code java -cp insight.jar Compare.java NAME DIRECT THROUGH}; ends with 1 if anything differs.
 */
final class Compare {
    private static final Metadata.Key<String> ASK = Metadata.Key.of("insight-ask", Metadata.ASCII_STRING_MARSHALLER);
    private static final String STAMPS = "insight-hop";

    /** What an HTTP proxy says of its own; gRPC has the headers of an answer of trailers only among the trailers. */
    private static final List<String> OWN = List.of("date", "server", "x-envoy-upstream-service-time");

    private final String proxy;
    private final ManagedChannel direct;
    private final ManagedChannel through;
    private final List<String> wrong = new ArrayList<>();
    private final TreeSet<String> added = new TreeSet<>();

    private Compare(String proxy, ManagedChannel direct, ManagedChannel through) {
        this.proxy = proxy;
        this.direct = direct;
        this.through = through;
    }

    public static void main(String[] args) throws Exception {
        Compare compare = new Compare(args[0], channel(args[1]), channel(args[2]));
        int calls = 0;
        for (MethodType type : List.of(MethodType.UNARY, MethodType.SERVER_STREAMING)) {
            String messages = type == MethodType.UNARY ? "messages=1 " : "messages=3 ";
            for (int status = 0; status <= 16; status++) {
                for (String shape : List.of("", "headers ", messages)) {
                    if (status == 0 && type == MethodType.UNARY && !shape.equals(messages)) {
                        continue; // an OK without a message is none
                    }
                    compare.one(type, shape + "status=" + status, false);
                    compare.one(type, shape + "status=" + status, true);
                    calls += 2;
                }
            }
        }
        compare.direct.shutdownNow();
        compare.through.shutdownNow();
        compare.wrong.forEach(System.out::println);
        System.out.println(args[0] + ": " + calls + " calls, " + compare.wrong.size()
                + " differences to direct ones; headers of its own: " + compare.added);
        System.exit(compare.wrong.isEmpty() ? 0 : 1);
    }

    private void one(MethodType type, String told, boolean asks) throws Exception {
        String call = proxy + ", " + type + " \"" + told + "\"" + (asks ? ", asking" : "");
        Answer expected = call(direct, type, told, asks);
        Answer came = call(through, type, told, asks);
        same(call + ": status", expected.status, came.status);
        same(call + ": messages", expected.messages, came.messages);
        same(call + ": headers", expected.said(expected.headers, added), came.said(came.headers, added));
        same(call + ": trailers", expected.said(expected.trailers, added), came.said(came.trailers, added));
        List<String> hops = expected.hops();
        if (asks) {
            hops.add(proxy);
        }
        same(call + ": hops", hops, came.hops());
    }

    private void same(String what, Object expected, Object came) {
        if (!expected.equals(came)) {
            wrong.add(what + "\n  direct:  " + expected + "\n  through: " + came);
        }
    }

    private static final class Answer extends ClientCall.Listener<byte[]> {
        private final CountDownLatch closed = new CountDownLatch(1);
        private final List<String> messages = new ArrayList<>();
        private Metadata headers = new Metadata();
        private Metadata trailers = new Metadata();
        private String status = "";

        @Override
        public void onHeaders(Metadata came) {
            headers = came;
        }

        @Override
        public void onMessage(byte[] message) {
            messages.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void onClose(Status ended, Metadata came) {
            status = ended.getCode() + " " + ended.getDescription();
            trailers = came;
            closed.countDown();
        }

        /** The metadata without stamps and without what proxies say of themselves, whose names go to {@code own}. */
        Map<String, List<String>> said(Metadata metadata, TreeSet<String> own) {
            Map<String, List<String>> said = new TreeMap<>();
            for (String name : metadata.keys()) {
                if (OWN.contains(name)) {
                    own.add(name);
                } else if (!name.equals(STAMPS)) {
                    said.put(name, values(metadata, name));
                }
            }
            return said;
        }

        /** The names of the hops that stamped, as a reader finds them: the service's first. */
        List<String> hops() {
            List<String> stamps = new ArrayList<>(values(trailers, STAMPS));
            stamps.addAll(values(headers, STAMPS));
            List<String> hops = new ArrayList<>();
            for (String value : stamps) {
                for (String stamp : value.split(",")) {
                    hops.add(stamp.strip().split(";")[0]);
                }
            }
            return hops;
        }

        private static List<String> values(Metadata metadata, String name) {
            List<String> values = new ArrayList<>();
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                var key = Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
                metadata.getAll(key).forEach(value -> values.add(Base64.getEncoder().encodeToString(value)));
            } else if (metadata.containsKey(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))) {
                metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)).forEach(values::add);
            }
            return values;
        }
    }

    private static Answer call(ManagedChannel channel, MethodType type, String told, boolean asks) throws Exception {
        Answer answer = new Answer();
        ClientCall<byte[], byte[]> call =
                channel.newCall(method(type), CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS));
        Metadata headers = new Metadata();
        if (asks) {
            headers.put(ASK, "v=1");
        }
        call.start(answer, headers);
        call.request(10);
        call.sendMessage(told.getBytes(StandardCharsets.UTF_8));
        call.halfClose();
        answer.closed.await();
        return answer;
    }

    private static ManagedChannel channel(String address) {
        return Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).disableRetry().build();
    }

    private static MethodDescriptor<byte[], byte[]> method(MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName("check.Payments/" + (type == MethodType.UNARY ? "Unary" : "Stream"))
                .setType(type)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
