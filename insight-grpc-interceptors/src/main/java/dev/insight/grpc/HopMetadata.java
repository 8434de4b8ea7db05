package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import dev.insight.hop.HopTrailer;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metadata by which asks and stamps travel. */
final class HopMetadata {
    static final Metadata.Key<byte[]> ASK = WireKey.of(HopAsk.KEY);
    static final Metadata.Key<byte[]> HOP = WireKey.of(HopTrailer.KEY);

    private HopMetadata() {}

    /** The values of {@code insight-hop}, as they stand. */
    static List<byte[]> stamps(@Nullable Metadata metadata) {
        Iterable<byte[]> all = metadata == null ? null : metadata.getAll(HOP);
        if (all == null) {
            return List.of();
        }
        Iterator<byte[]> each = all.iterator();
        byte[] first = each.next();
        if (!each.hasNext()) {
            return List.of(first);
        }
        List<byte[]> values = new ArrayList<>(4);
        values.add(first);
        each.forEachRemaining(values::add);
        return values;
    }

    /**
     * The stamps of one answer, innermost hop first: those in its trailers, then those that proxies nearer to this
     * process put in its headers, since a hop that stamps trailers moves what headers held there.
     */
    static List<byte[]> stamps(List<byte[]> inHeaders, Metadata trailers) {
        List<byte[]> inTrailers = stamps(trailers);
        if (inHeaders.isEmpty() || inTrailers.isEmpty()) {
            return inTrailers.isEmpty() ? inHeaders : inTrailers;
        }
        List<byte[]> values = new ArrayList<>(inTrailers);
        values.addAll(inHeaders);
        return values;
    }

    /** A copy, for metadata may be shared by calls. */
    static Metadata copy(Metadata metadata) {
        Metadata copy = new Metadata();
        copy.merge(metadata);
        return copy;
    }

    /** The metadata without stamps: itself where it holds none. */
    static Metadata withoutStamps(Metadata metadata) {
        if (!metadata.containsKey(HOP)) {
            return metadata;
        }
        Metadata copy = copy(metadata);
        copy.discardAll(HOP);
        return copy;
    }
}
