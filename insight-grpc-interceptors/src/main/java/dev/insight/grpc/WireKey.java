package dev.insight.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.grpc.InternalMetadata;
import io.grpc.InternalMetadata.TrustedAsciiMarshaller;
import io.grpc.Metadata;

/**
 * Keys of ASCII metadata whose values are bytes from end to end. gRPC holds such values as bytes, yet its public API
 * hands them out as strings only, each a copy both ways. Where a gRPC lacks what spares that, its public API serves.
 */
final class WireKey {
    /** What stands for a character that is not ASCII, so that no reader takes it for one that is. */
    private static final byte FOREIGN = (byte) 0xff;

    private WireKey() {}

    static Metadata.Key<byte[]> of(String name) {
        // A reference to the method would load its class here, outside what catches that it cannot be.
        return of(name, same -> Direct.of(same));
    }

    /** The key that {@code direct} makes, or if it cannot be linked with this gRPC, one that copies. */
    static Metadata.Key<byte[]> of(String name, Maker direct) {
        try {
            return direct.of(name);
        } catch (LinkageError internalsHaveChanged) {
            return Metadata.Key.of(name, new Copying());
        }
    }

    /** How a key is made. */
    interface Maker {
        Metadata.Key<byte[]> of(String name);
    }

    /** All that touches gRPC's internals: a class of its own, so that nothing else fails to link. */
    private static final class Direct implements TrustedAsciiMarshaller<byte[]> {
        static Metadata.Key<byte[]> of(String name) {
            return InternalMetadata.keyOf(name, new Direct());
        }

        @Override
        public byte[] toAsciiString(byte[] value) {
            return value;
        }

        @Override
        public byte[] parseAsciiString(byte[] serialized) {
            return serialized;
        }
    }

    /** The same by gRPC's public API. */
    private static final class Copying implements Metadata.AsciiMarshaller<byte[]> {
        @Override
        public String toAsciiString(byte[] value) {
            return new String(value, ISO_8859_1);
        }

        @Override
        public byte[] parseAsciiString(String serialized) {
            byte[] bytes = new byte[serialized.length()];
            for (int i = 0; i < bytes.length; i++) {
                char c = serialized.charAt(i);
                bytes[i] = c < 0x80 ? (byte) c : FOREIGN;
            }
            return bytes;
        }
    }
}
