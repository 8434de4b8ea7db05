package dev.insight.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code grpc.health.v1.Health/Check} over a connection of its own, for who opens connections by rules other than a cold
 * probe's. Asks for no stamps. Blocks; who closes the connection ends the call. Immutable.
 *
 * @param authority sent as {@code :authority}
 * @param tls whether the connection is secured
 * @param service the name asked for, at most 127 bytes; empty for the whole server
 * @param metadata sent with the call, values of {@code -bin} keys in base64; they may be secrets
 */
public record HealthCall(String authority, boolean tls, String service, List<Map.Entry<String, String>> metadata) {
    public HealthCall {
        metadata = List.copyOf(metadata);
    }

    /**
     * What came of it.
     *
     * @param code the canonical status code's number
     * @param serving the status by name, or by number where this version knows no name; null unless the call ended OK
     * @param message what a person should know of a failure, or null; it may quote the peer, so it is untrusted
     */
    public record Answer(
            int code, @Nullable String serving, @Nullable String message) {}

    /**
     * Calls, and leaves the connection open; what the peer does against gRPC or HTTP/2 is an answer.
     *
     * @param timeoutNanos what the peer is told of the time left
     * @throws IOException when the connection breaks
     */
    public Answer make(InputStream in, OutputStream out, long timeoutNanos) throws IOException {
        Http2Connection connection = new Http2Connection(in, out);
        Method method = Method.healthCheck(service);
        ColdCall call = new ColdCall(connection, method);
        try {
            connection.greet();
            byte[] headers = ColdRequest.headers(method, tls, authority, timeoutNanos, metadata);
            Outcome outcome = call.make(headers, ColdRequest.message(method.payload()));
            connection.goAway();
            byte[] answer = call.answer();
            String serving = answer == null ? null : HealthAnswer.serving(answer);
            int code = serving == null ? GrpcStatus.number(outcome.code()) : 0;
            return new Answer(code, serving, outcome.message());
        } catch (ColdException e) {
            return new Answer(GrpcStatus.number(e.code()), null, e.getMessage());
        }
    }

    /** Names no metadata. */
    @Override
    public String toString() {
        return "HealthCall[authority=" + authority + ", tls=" + tls + ", service=" + service + "]";
    }
}
