package dev.insight.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values go as bytes, whether gRPC's internals can be linked or not. */
class WireKeyTest {
    private static final String NAME = "x-bytes";
    private static final Metadata.Key<String> TEXT = Metadata.Key.of(NAME, Metadata.ASCII_STRING_MARSHALLER);
    private static final byte[] VALUE = "gw;t=1;node=\"a,b\"".getBytes(ISO_8859_1);

    private final Metadata metadata = new Metadata();

    static Metadata.Key<byte[]> copying() {
        return WireKey.of(NAME, name -> {
            throw new NoSuchMethodError("InternalMetadata.keyOf");
        });
    }

    static Stream<Metadata.Key<byte[]>> keys() {
        return Stream.of(WireKey.of(NAME), copying());
    }

    @Test
    void with_this_gRPC_a_value_is_not_copied_and_without_its_internals_it_is() {
        metadata.put(WireKey.of(NAME), VALUE);
        assertThat(metadata.get(WireKey.of(NAME))).isSameAs(VALUE);

        assertThat(metadata.get(copying())).isEqualTo(VALUE).isNotSameAs(VALUE);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void what_is_written_reads_as_text_and_the_other_way(Metadata.Key<byte[]> key) {
        metadata.put(key, VALUE);
        assertThat(metadata.get(TEXT)).isEqualTo(new String(VALUE, ISO_8859_1));

        metadata.put(TEXT, "later;t=2");
        assertThat(new String(Objects.requireNonNull(metadata.get(key)), ISO_8859_1))
                .isEqualTo("later;t=2");
        assertThat(Objects.requireNonNull(metadata.getAll(key))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_byte_that_is_not_ASCII_reads_as_none_that_is(Metadata.Key<byte[]> key) {
        Metadata wire = InternalMetadata.newMetadata(NAME.getBytes(ISO_8859_1), new byte[] {'a', (byte) 0xe9, 'b'});

        assertThat(wire.get(key))
                .hasSize(3)
                .satisfies(bytes -> assertThat(bytes[1]).isNegative());
    }

    @Test
    void where_gRPC_has_no_such_class_the_public_API_serves() throws Exception {
        Class<?> alone = new HidingClassLoader("io.grpc.InternalMetadata", WireKey.class).loadClass();
        Method of = alone.getDeclaredMethod("of", String.class);
        of.setAccessible(true);

        @SuppressWarnings("unchecked")
        Metadata.Key<byte[]> key = (Metadata.Key<byte[]>) of.invoke(null, NAME);

        metadata.put(key, VALUE);
        assertThat(metadata.get(key)).isEqualTo(VALUE).isNotSameAs(VALUE);
    }
}
