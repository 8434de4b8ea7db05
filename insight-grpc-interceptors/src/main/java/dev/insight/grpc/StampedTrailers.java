package dev.insight.grpc;

import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTrailer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trailers a call is closed with: the application's, then the stamps of hops upstream that it did not relay, then
 * this hop's own. Beyond the caps of {@link HopTrailer#writeAfter} nothing is added.
 */
final class StampedTrailers {
    private StampedTrailers() {}

    /** A stamped copy of the trailers, or the trailers themselves where no stamp fits. */
    static Metadata of(
            Metadata trailers,
            Status status,
            List<byte[]> relayedInHeaders,
            List<byte[]> upstreamStamps,
            HopStamp stamp) {
        List<byte[]> relayed = HopMetadata.stamps(trailers);
        if (relayed.isEmpty() && relayedInHeaders.isEmpty() && upstreamStamps.isEmpty()) {
            return alone(trailers, status, stamp);
        }
        List<byte[]> all = new ArrayList<>(relayed);
        addMissing(relayedInHeaders, all);
        addMissing(upstreamStamps, all);
        int bytes = size(trailers, status);
        byte[] own = HopTrailer.writeAfter(all, bytes, stamp);
        if (own == null && all.size() > relayed.size()) {
            all = new ArrayList<>(relayed); // a peer that sends too much does not silence this hop
            own = HopTrailer.writeAfter(all, bytes, stamp);
        }
        if (own == null) {
            return trailers;
        }
        all.add(own);
        Metadata out = HopMetadata.copy(trailers);
        all.subList(relayed.size(), all.size()).forEach(value -> out.put(HopMetadata.HOP, value));
        return out;
    }

    /** As a service's are, which is the hop most calls pass. */
    private static Metadata alone(Metadata trailers, Status status, HopStamp stamp) {
        byte[] own = HopTrailer.writeAfter(List.of(), size(trailers, status), stamp);
        if (own == null) {
            return trailers;
        }
        Metadata out = HopMetadata.copy(trailers);
        out.put(HopMetadata.HOP, own);
        return out;
    }

    private static int size(Metadata trailers, Status status) {
        return WireSize.of(trailers) + descriptionSize(status.getDescription());
    }

    private static void addMissing(List<byte[]> candidates, List<byte[]> all) {
        for (byte[] value : candidates) {
            if (all.stream().noneMatch(held -> Arrays.equals(held, value))) {
                all.add(value);
            }
        }
    }

    /** The description is percent-encoded as UTF-8: at most three bytes for one of its bytes. */
    private static int descriptionSize(@Nullable String description) {
        int size = 0;
        for (int i = 0; description != null && i < description.length(); i++) {
            char c = description.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f && c != '%';
            size += plain ? 1 : c < 0x80 ? 3 : 9;
        }
        return size;
    }
}
