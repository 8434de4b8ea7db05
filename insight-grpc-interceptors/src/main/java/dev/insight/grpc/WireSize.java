package dev.insight.grpc;

import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What metadata comes to on the wire, as HTTP/2 counts a header list; never less than it is. The wire brings names that
 * the keys of gRPC's public API refuse, so it is counted without keys; where a gRPC lacks what that takes, metadata with
 * such a name counts as too large for anything to be added.
 */
final class WireSize {
    /** More than any cap, and small enough for other sizes to be added. */
    static final int TOO_LARGE = 1 << 30;

    /** What HTTP/2 counts for a header besides its name and value. */
    private static final int ENTRY_OVERHEAD = 32;

    // A reference to the method would load its class here, outside what catches that it cannot be.
    private static final ToIntFunction<Metadata> MEASURE = measure(metadata -> Direct.of(metadata));

    private WireSize() {}

    static int of(Metadata metadata) {
        // As of most trailers, and then nothing is made to find out.
        return metadata.keys().isEmpty() ? 0 : MEASURE.applyAsInt(metadata);
    }

    /** What {@code direct} does, or if it cannot be linked with this gRPC, the same by its public API. */
    static ToIntFunction<Metadata> measure(ToIntFunction<Metadata> direct) {
        try {
            return direct.applyAsInt(new Metadata()) == 0 ? direct : WireSize::byKeys;
        } catch (LinkageError internalsHaveChanged) {
            return WireSize::byKeys;
        }
    }

    private static int byKeys(Metadata metadata) {
        int size = 0;
        try {
            for (String name : metadata.keys()) {
                if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                    Metadata.Key<byte[]> key = Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
                    for (byte[] value : all(metadata, key)) {
                        size += ENTRY_OVERHEAD + name.length() + base64(value.length);
                    }
                } else {
                    Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
                    for (String value : all(metadata, key)) {
                        size += ENTRY_OVERHEAD + name.length() + value.length();
                    }
                }
            }
        } catch (IllegalArgumentException nameIsRefused) {
            return TOO_LARGE;
        }
        return size;
    }

    private static <T> Iterable<T> all(Metadata metadata, Metadata.Key<T> key) {
        Iterable<T> values = metadata.getAll(key);
        return values == null ? List.of() : values;
    }

    private static int base64(int length) {
        return (length + 2) / 3 * 4;
    }

    /** All that touches gRPC's internals: a class of its own, so that nothing else fails to link. */
    private static final class Direct {
        private static final byte[] BINARY = {'-', 'b', 'i', 'n'};

        static int of(Metadata metadata) {
            byte[][] namesAndValues = InternalMetadata.serialize(metadata);
            int size = 0;
            for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
                byte[] name = namesAndValues[i];
                int length = namesAndValues[i + 1].length;
                size += ENTRY_OVERHEAD + name.length + (isBinary(name) ? base64(length) : length);
            }
            return size;
        }

        private static boolean isBinary(byte[] name) {
            int from = name.length - BINARY.length;
            return from >= 0 && Arrays.equals(name, from, name.length, BINARY, 0, BINARY.length);
        }
    }
}
