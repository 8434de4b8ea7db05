package dev.insight.grpc;

import dev.insight.hop.ForeignStamps;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTrailer;
import dev.insight.probe.Probe;
import dev.insight.probe.Slot;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what hops said of a call from what came back with it. Never throws. */
final class StampReader {
    private static final Metadata.Key<byte[]> STAMPS = HopMetadata.HOP;
    private static final Metadata.Key<String> SERVER_TIMING = ascii(ForeignStamps.SERVER_TIMING);
    private static final Metadata.Key<String> ENVOY = ascii(ForeignStamps.ENVOY);
    private static final Metadata.Key<byte[]> SERVER_STATS =
            Metadata.Key.of(ForeignStamps.GRPC_SERVER_STATS, Metadata.BINARY_BYTE_MARSHALLER);

    private StampReader() {}

    /**
     * The stamps of the trailers, then those of the headers, where proxies that cannot write trailers put theirs. Where
     * the nearest hop or the one that answered did not stamp, what other software says in their place.
     */
    static HopPath read(Slot slot, @Nullable Metadata headers, Metadata trailers) {
        List<byte[]> values = all(STAMPS, trailers, headers);
        HopPath stamped = values.isEmpty() ? HopPath.empty() : HopTrailer.parseBytes(values);
        HopStamp nearest = nearest(slot.probe(), stamped, trailers, headers);
        HopStamp answering = answering(slot, stamped, trailers, headers);
        if (nearest == null && answering == null) {
            return stamped;
        }
        List<HopStamp> stamps = new ArrayList<>(stamped.stamps());
        if (nearest != null) {
            stamps.add(0, nearest);
        }
        if (answering != null) {
            stamps.add(answering);
        }
        return new HopPath(stamps, stamped.unparsable(), stamped.oversize());
    }

    /** An Envoy writes its time over that of the Envoys behind it, so it speaks for the nearest hop. */
    private static @Nullable HopStamp nearest(
            Probe probe, HopPath stamped, Metadata trailers, @Nullable Metadata headers) {
        List<String> hops = probe.route().hops();
        List<String> envoy = all(ENVOY, headers, trailers);
        if (hops.size() < 2 || envoy.isEmpty() || holds(stamped, hops.get(0))) {
            return null;
        }
        return ForeignStamps.envoy(hops.get(0), envoy.get(0));
    }

    /** Server timings speak for the server that answered. */
    private static @Nullable HopStamp answering(
            Slot slot, HopPath stamped, Metadata trailers, @Nullable Metadata headers) {
        String stop = slot.stop();
        List<String> hops = slot.probe().route().hops();
        String server =
                stop != null ? stop : hops.isEmpty() ? slot.probe().target().service() : hops.get(hops.size() - 1);
        if (holds(stamped, server)) {
            return null;
        }
        List<byte[]> stats = all(SERVER_STATS, trailers, headers);
        HopStamp exact = stats.isEmpty() ? null : ForeignStamps.grpcServerStats(server, stats.get(0));
        if (exact != null) {
            return exact;
        }
        List<String> timing = all(SERVER_TIMING, trailers, headers);
        return timing.isEmpty() ? null : ForeignStamps.serverTiming(server, timing);
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
