package dev.insight.probe;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopTrailer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One gRPC call over one HTTP/2 connection. Confined to one thread. */
final class ColdCall {
    private static final int PREFIX = 5;

    private final Http2Connection connection;
    private final Method method;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<String> stamps = new ArrayList<>();
    private @Nullable String httpStatus;
    private @Nullable String grpcStatus;
    private @Nullable String grpcMessage;
    private boolean ended;

    ColdCall(Http2Connection connection, Method method) {
        this.connection = connection;
        this.method = method;
    }

    /** Sends the request and reads to the answer's end; a stream's, to its first message. */
    Outcome make(byte[] headers, byte[] message) throws IOException {
        connection.sendHeaders(headers);
        int sent = 0;
        while (!ended && sent < message.length) {
            int part = Math.min(Math.min(connection.window(), Http2Frame.MAX_PAYLOAD), message.length - sent);
            if (part > 0) {
                boolean last = sent + part == message.length;
                connection.sendData(Arrays.copyOfRange(message, sent, sent + part), last);
                sent += part;
            } else {
                take(connection.next());
            }
        }
        while (!ended && !(method.isStreaming() && firstMessage() != null)) {
            take(connection.next());
        }
        return outcome();
    }

    /** The message of a call that ended OK, or null. */
    byte @Nullable [] answer() {
        return "0".equals(grpcStatus) ? firstMessage() : null;
    }

    /** The stamps that came so far. */
    HopPath path() {
        return stamps.isEmpty() ? HopPath.empty() : HopTrailer.parse(stamps);
    }

    private void take(Http2Frame frame) throws IOException {
        switch (frame.type()) {
            case Http2Frame.HEADERS -> {
                fields(HpackReader.read(connection.block(frame)));
                ended = frame.has(Http2Frame.END_STREAM);
            }
            case Http2Frame.DATA -> {
                received.writeBytes(frame.content());
                ended = frame.has(Http2Frame.END_STREAM);
            }
            case Http2Frame.RST_STREAM -> reset(frame.number(0));
            default -> {} // the connection saw to it
        }
    }

    private void fields(List<Map.Entry<String, String>> fields) {
        // A later block's stamps stand before an earlier one's: trailers, then headers.
        List<String> here = new ArrayList<>();
        for (Map.Entry<String, String> field : fields) {
            switch (field.getKey()) {
                case ":status" -> httpStatus = field.getValue();
                case "grpc-status" -> grpcStatus = field.getValue();
                case "grpc-message" -> grpcMessage = field.getValue();
                case HopTrailer.KEY -> here.add(field.getValue());
                default -> {} // the application's
            }
        }
        stamps.addAll(0, here);
    }

    /** After a whole answer, a server resets a stream whose request it need not hear to the end. */
    private void reset(int error) throws ColdException {
        if (grpcStatus == null) {
            throw ColdException.of(
                    Http2Error.statusOfReset(error), "the peer reset the call: " + Http2Error.name(error));
        }
        ended = true;
    }

    private Outcome outcome() {
        String status = grpcStatus;
        String http = httpStatus;
        if (status == null && !(method.isStreaming() && firstMessage() != null)) {
            return http == null || http.equals("200")
                    ? Outcome.failed("UNKNOWN", Phase.RPC, "the answer has no gRPC status")
                    : Outcome.failed(
                            GrpcStatus.ofHttp(http), Phase.RPC, "HTTP status " + http + " without a gRPC status");
        }
        if (status != null && !status.equals("0")) {
            return Outcome.failed(GrpcStatus.name(status), Phase.RPC, GrpcStatus.message(grpcMessage));
        }
        byte[] answer = firstMessage();
        return answer == null
                ? Outcome.failed("INTERNAL", Phase.RPC, "the call ended OK without a message")
                : method.outcome(answer);
    }

    /** The first message that arrived whole and uncompressed, or null. */
    private byte @Nullable [] firstMessage() {
        if (received.size() < PREFIX) {
            return null;
        }
        byte[] bytes = received.toByteArray();
        long length = (bytes[1] & 0xffL) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | bytes[4] & 0xff;
        return bytes[0] != 0 || length > bytes.length - PREFIX
                ? null
                : Arrays.copyOfRange(bytes, PREFIX, PREFIX + (int) length);
    }
}
