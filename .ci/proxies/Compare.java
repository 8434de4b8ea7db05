import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
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
 * Makes the same calls directly and through proxies, and says what differs: whatever a service says has to reach the
 * caller unchanged, and a proxy's stamp those that ask and nobody else. Of the proxy {@code -}, an edge, nobody is to hear
 * of any hop. Arguments: {@code SERVICE_ADDRESS PROXY=ADDRESS...}; ends with 1 if anything differs.
 */
final class Compare {
    private static final Metadata.Key<String> ASK = Metadata.Key.of("insight-ask", Metadata.ASCII_STRING_MARSHALLER);
    private static final String STAMPS = "insight-hop";

    /** What an HTTP proxy says of its own; gRPC has the headers of an answer of trailers only among the trailers. */
    private static final List<String> OWN = List.of("content-length", "date", "server", "x-envoy-upstream-service-time");

    private final String proxy;
    private final ManagedChannel direct;
    private final ManagedChannel through;
    private final List<String> wrong = new ArrayList<>();
    private final TreeSet<String> added = new TreeSet<>();
    private int calls;

    private Compare(String proxy, ManagedChannel direct, ManagedChannel through) {
        this.proxy = proxy;
        this.direct = direct;
        this.through = through;
    }

    public static void main(String[] args) throws Exception {
        boolean same = true;
        ManagedChannel direct = channel(args[0]);
        for (String arg : List.of(args).subList(1, args.length)) {
            String[] parts = arg.split("=");
            Compare compare = new Compare(parts[0], direct, channel(parts[1]));
            compare.all();
            compare.through.shutdownNow();
            compare.wrong.stream().limit(5).forEach(System.out::println);
            System.out.println(arg + ": " + compare.calls + " calls, " + compare.wrong.size()
                    + " differences to direct ones; headers of its own: " + compare.added);
            same &= compare.wrong.isEmpty();
        }
        direct.shutdownNow();
        System.exit(same ? 0 : 1);
    }

    private void all() throws Exception {
        for (MethodType type : List.of(MethodType.UNARY, MethodType.SERVER_STREAMING)) {
            String messages = type == MethodType.UNARY ? "messages=1 " : "messages=3 ";
            for (int status = 0; status <= 16; status++) {
                for (String shape : List.of("", "headers ", messages)) {
                    if (status == 0 && type == MethodType.UNARY && !shape.equals(messages)) {
                        continue; // an OK without a message is none
                    }
                    one(type, shape + "status=" + status, false);
                    one(type, shape + "status=" + status, true);
                }
            }
        }
    }

    private void one(MethodType type, String told, boolean asks) throws Exception {
        String call = proxy + ", " + type + " \"" + told + "\"" + (asks ? ", asking" : "");
        Answer expected = call(direct, type, told, asks);
        Answer came = call(through, type, told, asks);
        same(call + ": status", expected.status, came.status);
        same(call + ": messages", expected.messages, came.messages);
        same(call + ": headers", expected.said(expected.headers, added), came.said(came.headers, added));
        same(call + ": trailers", expected.said(expected.trailers, added), came.said(came.trailers, added));
        same(call + ": hops", !asks || proxy.equals("-") ? List.of() : List.of("payments", proxy), came.hops());
        if (!came.hops().isEmpty() && !came.stamps().get(1).matches(".*;u=\"?(-, )*[0-9].*")) {
            wrong.add(call + ": no time upstream in " + came.stamps());
        }
        calls++;
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
                } else if (!name.equals(STAMPS) && !name.startsWith(":")) { // :status is told where it is not 200
                    said.put(name, values(metadata, name));
                }
            }
            return said;
        }

        /** The stamps as a reader finds them: the service's first, and those in headers nearer to the caller. */
        List<String> stamps() {
            List<String> stamps = new ArrayList<>(values(trailers, STAMPS));
            stamps.addAll(values(headers, STAMPS));
            return stamps;
        }

        List<String> hops() {
            return stamps().stream().map(stamp -> stamp.split(";")[0]).toList();
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
                channel.newCall(
                        Methods.of("check.Payments/" + (type == MethodType.UNARY ? "Unary" : "Stream"), type),
                        CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS));
        Metadata headers = new Metadata();
        if (asks) {
            headers.put(ASK, told.contains("headers") ? "v=1" : "v=1;probe");
        } else if (type == MethodType.SERVER_STREAMING) {
            headers.put(ASK, "v=11"); // asks for something else
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
}
