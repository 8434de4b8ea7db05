package dev.insight.grpc;

import dev.insight.hop.HopTimer;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.ByteArrayInputStream;

/**
 * Answers a partial-path probe: a health check that a synthetic ask wants answered at this hop and no further, to tell
 * how far calls get. It says that this hop is there, nothing of what lies behind.
 */
final class PartialPathAnswer<Q, P> extends ServerCall.Listener<Q> {
    private static final String CHECK = "grpc.health.v1.Health/Check";
    /** {@code HealthCheckResponse{status: SERVING}}. */
    private static final byte[] SERVING = {0x08, 0x01};

    private final ServerCall<Q, P> call;

    /** Begins to read the request. */
    PartialPathAnswer(ServerCall<Q, P> call) {
        this.call = call;
        call.request(2);
    }

    static boolean isDue(Hop hop, HopTimer timer, ServerCall<?, ?> call) {
        return timer.ask().probe()
                && hop.identity().name().equals(timer.ask().stop())
                && call.getMethodDescriptor().getFullMethodName().equals(CHECK);
    }

    @Override
    public void onHalfClose() {
        call.sendHeaders(new Metadata());
        call.sendMessage(call.getMethodDescriptor().parseResponse(new ByteArrayInputStream(SERVING)));
        call.close(Status.OK, new Metadata());
    }
}
