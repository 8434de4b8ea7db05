package dev.insight.grpc;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopTrailer;
import dev.insight.probe.Slot;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what hops said of a call from what came back with it. Never throws. */
final class StampReader {
    private static final Metadata.Key<String> STAMPS = ascii(HopTrailer.KEY);

    private StampReader() {}

    /** The stamps of the trailers, then those of the headers, where proxies that cannot write trailers put theirs. */
    static HopPath read(Slot slot, @Nullable Metadata headers, Metadata trailers) {
        List<String> values = new ArrayList<>();
        collect(trailers, STAMPS, values);
        collect(headers, STAMPS, values);
        return values.isEmpty() ? HopPath.empty() : HopTrailer.parse(values);
    }

    private static void collect(@Nullable Metadata from, Metadata.Key<String> key, List<String> into) {
        Iterable<String> all = from == null ? null : from.getAll(key);
        if (all != null) {
            all.forEach(into::add);
        }
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
