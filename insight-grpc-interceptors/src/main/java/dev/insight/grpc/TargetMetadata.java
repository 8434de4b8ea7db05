package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Target;
import io.grpc.Metadata;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target's metadata as gRPC sends it. Values may be secrets, so no message quotes one. */
final class TargetMetadata {
    private final Metadata headers = new Metadata();
    private final @Nullable String hopKey;
    private final @Nullable Outcome refused;

    private TargetMetadata(Map<String, String> metadata) {
        hopKey = metadata.get(Target.HOP_KEY);
        String wrong = null;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            try {
                if (entry.getKey().equals(Target.HOP_KEY)) {
                    new HopAsk(true, null, entry.getValue()).wire(); // refuses what cannot travel
                } else {
                    put(entry.getKey(), entry.getValue());
                }
            } catch (IllegalArgumentException e) {
                wrong = entry.getKey();
            }
        }
        refused = wrong == null
                ? null
                : Outcome.failed("INVALID_ARGUMENT", Phase.RPC, "metadata " + wrong + " is no valid key and value");
    }

    static TargetMetadata of(Map<String, String> metadata) {
        return new TargetMetadata(metadata);
    }

    /** Values of keys that end in {@code -bin} are base64. */
    private void put(String key, String value) {
        if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            headers.put(
                    Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER),
                    Base64.getDecoder().decode(value));
        } else if (value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            headers.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
        } else {
            throw new IllegalArgumentException(key);
        }
    }

    /** The headers of one call; a copy. */
    Metadata headers() {
        Metadata copy = new Metadata();
        copy.merge(headers);
        return copy;
    }

    @Nullable
    String hopKey() {
        return hopKey;
    }

    /** The outcome of every probe where the metadata cannot be sent, or null. */
    @Nullable
    Outcome refused() {
        return refused;
    }
}
