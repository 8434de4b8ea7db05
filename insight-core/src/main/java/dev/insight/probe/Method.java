package dev.insight.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The gRPC method a probe calls and the bytes it sends. Immutable. */
public final class Method {
    private static final String HEALTH_CHECK = "grpc.health.v1.Health/Check";
    private static final String HEALTH_WATCH = "grpc.health.v1.Health/Watch";

    private final String fullName;
    private final byte[] payload;

    private Method(String fullName, byte[] payload) {
        this.fullName = fullName;
        this.payload = payload;
    }

    /** {@code grpc.health.v1.Health/Check} of {@code service}; the empty name asks for the whole server. */
    public static Method healthCheck(String service) {
        return new Method(HEALTH_CHECK, healthRequest(service));
    }

    /** {@code grpc.health.v1.Health/Watch} of {@code service}: the probe ends with the stream's first message. */
    public static Method healthWatch(String service) {
        return new Method(HEALTH_WATCH, healthRequest(service));
    }

    /** Any unary method by its full name, {@code package.Service/Method}, with an encoded request. */
    public static Method unary(String fullName, byte[] payload) {
        int slash = fullName.indexOf('/');
        if (slash <= 0 || slash == fullName.length() - 1 || fullName.indexOf('/', slash + 1) >= 0) {
            throw new IllegalArgumentException("method must be package.Service/Method: " + fullName);
        }
        return new Method(fullName, payload.clone());
    }

    /** The check of the service whose health this asks for; of the whole server where it is no health method. */
    public Method asHealthCheck() {
        if (isStreaming()) {
            return new Method(HEALTH_CHECK, payload);
        }
        return isHealth() ? this : healthCheck("");
    }

    /** {@code package.Service/Method}. */
    public String fullName() {
        return fullName;
    }

    /** The encoded request; a copy. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Whether the answer is a {@code HealthCheckResponse}, whose status decides the outcome. */
    public boolean isHealth() {
        return fullName.equals(HEALTH_CHECK) || isStreaming();
    }

    /** Whether the server streams, so that the probe ends with the first message. */
    public boolean isStreaming() {
        return fullName.equals(HEALTH_WATCH);
    }

    /** How a probe ends whose call came back OK with {@code answer}, the encoded message. Never throws. */
    public Outcome outcome(byte[] answer) {
        return isHealth() ? HealthAnswer.read(answer) : Outcome.ok();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Method that && fullName.equals(that.fullName) && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fullName, Arrays.hashCode(payload));
    }

    @Override
    public String toString() {
        return fullName + " (" + payload.length + " bytes)";
    }

    /** {@code HealthCheckRequest { string service = 1; }}. */
    private static byte[] healthRequest(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0) {
            return name;
        }
        if (name.length > 127) {
            throw new IllegalArgumentException("health service name must be at most 127 bytes: " + name.length);
        }
        byte[] request = new byte[name.length + 2];
        request[0] = 0x0a;
        request[1] = (byte) name.length;
        System.arraycopy(name, 0, request, 2, name.length);
        return request;
    }
}
