package dev.insight.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.insight.hop.HopAsk;
import io.grpc.ServerCall;
import java.security.MessageDigest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose asks a hop answers. A stamp tells strangers a topology and its load; unless told otherwise an ask is enough,
 * except on an edge, where it is never. Immutable.
 */
final class Trust {
    private final byte @Nullable [] token;
    private final @Nullable Predicate<ServerCall<?, ?>> predicate;
    private final boolean edge;

    Trust(@Nullable String token, @Nullable Predicate<ServerCall<?, ?>> predicate, boolean edge) {
        this.token = token == null ? null : token.getBytes(UTF_8);
        this.predicate = predicate;
        this.edge = edge;
    }

    /** Whether untrusted callers' asks and outgoing stamps are to be removed. */
    boolean isEdge() {
        return edge;
    }

    /** What can be told from the request's headers alone. */
    boolean admits(HopAsk ask) {
        if (token == null) {
            return !edge || predicate != null;
        }
        // The digest's comparison takes as long for a wrong first character as for a wrong last one.
        return ask.key() != null && MessageDigest.isEqual(token, ask.key().getBytes(UTF_8));
    }

    /** What can be told from the call: its peer's certificate, its address. */
    boolean admits(ServerCall<?, ?> call) {
        return predicate == null || predicate.test(call);
    }
}
