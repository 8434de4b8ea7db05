package dev.insight.grpc;

import dev.insight.hop.ForeignStamps;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTrailer;
import dev.insight.probe.Slot;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what hops said of a call from what came back with it. Other software is heard where the hop it speaks for did
 * not stamp: server timings speak for the server that answered; an Envoy, which writes its time over that of the Envoys
 * behind it, for the nearest hop; and where both are one, the server knows better. Never throws.
 */
final class StampReader {
    private static final Metadata.Key<String> SERVER_TIMING = ascii(ForeignStamps.SERVER_TIMING);
    private static final Metadata.Key<String> ENVOY = ascii(ForeignStamps.ENVOY);
    private static final Metadata.Key<byte[]> SERVER_STATS =
            Metadata.Key.of(ForeignStamps.GRPC_SERVER_STATS, Metadata.BINARY_BYTE_MARSHALLER);

    private StampReader() {}

    /** The path of a probe, whose hops are known: those of its route, up to where it stops. */
    static HopPath ofProbe(Slot slot, @Nullable Metadata headers, Metadata trailers) {
        List<String> hops = slot.probe().route().hops();
        String last = hops.isEmpty() ? slot.probe().target().service() : hops.get(hops.size() - 1);
        String stop = slot.stop();
        String nearest = hops.size() < 2 ? null : hops.get(0); // else nobody stands before the service
        List<byte[]> values = HopMetadata.stamps(HopMetadata.stamps(headers), trailers);
        HopPath stamped = values.isEmpty() ? HopPath.empty() : HopTrailer.parseBytes(values);
        return completed(stamped, nearest, stop == null ? last : stop, headers, trailers);
    }

    /**
     * What other software said of a call that came back with the stamps {@code values}: null where there are any, for they
     * speak for it. Which way it went nobody knows: the nearest hop is all there is, and is called {@code peer}.
     */
    static @Nullable HopPath foreign(List<byte[]> values, @Nullable Metadata headers, Metadata trailers, String peer) {
        return values.isEmpty() ? completed(HopPath.empty(), peer, peer, headers, trailers) : null;
    }

    private static HopPath completed(
            HopPath stamped,
            @Nullable String nearest,
            String answering,
            @Nullable Metadata headers,
            Metadata trailers) {
        HopStamp server = holds(stamped, answering) ? null : server(answering, headers, trailers);
        HopStamp envoy = nearest == null || holds(stamped, nearest) || (server != null && nearest.equals(answering))
                ? null
                : envoy(nearest, headers, trailers);
        if (envoy == null && server == null) {
            return stamped;
        }
        List<HopStamp> stamps = new ArrayList<>(stamped.stamps());
        if (envoy != null) {
            stamps.add(0, envoy);
        }
        if (server != null) {
            stamps.add(server);
        }
        return new HopPath(stamps, stamped.unparsable(), stamped.oversize());
    }

    private static @Nullable HopStamp envoy(String hop, @Nullable Metadata headers, Metadata trailers) {
        List<String> times = all(ENVOY, headers, trailers);
        return times.isEmpty() ? null : ForeignStamps.envoy(hop, times.get(0));
    }

    private static @Nullable HopStamp server(String hop, @Nullable Metadata headers, Metadata trailers) {
        List<byte[]> stats = all(SERVER_STATS, trailers, headers);
        HopStamp exact = stats.isEmpty() ? null : ForeignStamps.grpcServerStats(hop, stats.get(0));
        if (exact != null) {
            return exact;
        }
        List<String> timing = all(SERVER_TIMING, trailers, headers);
        return timing.isEmpty() ? null : ForeignStamps.serverTiming(hop, timing);
    }

    private static boolean holds(HopPath path, String hop) {
        return path.stamps().stream().anyMatch(stamp -> stamp.name().equals(hop));
    }

    private static <T> List<T> all(Metadata.Key<T> key, @Nullable Metadata first, @Nullable Metadata second) {
        List<T> values = new ArrayList<>();
        for (Metadata from : new @Nullable Metadata[] {first, second}) {
            Iterable<T> some = from == null ? null : from.getAll(key);
            if (some != null) {
                some.forEach(values::add);
            }
        }
        return values;
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
