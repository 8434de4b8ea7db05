package dev.insight.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import java.lang.reflect.Method;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireSizeTest {
    private static final Metadata.Key<String> TEXT = Metadata.Key.of("abc", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BINARY = Metadata.Key.of("x-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final Metadata trailers = new Metadata();

    static ToIntFunction<Metadata> byKeys() {
        return WireSize.measure(metadata -> {
            throw new NoSuchMethodError("InternalMetadata.serialize");
        });
    }

    static Stream<ToIntFunction<Metadata>> measures() {
        return Stream.of(WireSize::of, byKeys());
    }

    private static Metadata refused() {
        return InternalMetadata.newMetadata("bad name".getBytes(US_ASCII), "1".getBytes(US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void size_is_what_HTTP2_counts(ToIntFunction<Metadata> measure) {
        assertThat(measure.applyAsInt(trailers)).isZero();
        trailers.put(TEXT, "12345");
        assertThat(measure.applyAsInt(trailers)).isEqualTo(3 + 5 + 32);
        trailers.put(TEXT, "");
        assertThat(measure.applyAsInt(trailers)).isEqualTo(3 + 5 + 32 + 3 + 32);
    }

    @ParameterizedTest
    @MethodSource("measures")
    void size_of_bytes_is_that_of_their_base64(ToIntFunction<Metadata> measure) {
        trailers.put(BINARY, new byte[10]);
        assertThat(measure.applyAsInt(trailers)).isEqualTo(5 + 16 + 32);
    }

    @Test
    void names_that_the_wire_brings_and_gRPC_s_keys_refuse_count_too() {
        assertThat(WireSize.of(refused())).isEqualTo(8 + 1 + 32);
    }

    @Test
    void without_gRPC_s_internals_such_names_are_too_large_and_no_fault() {
        assertThat(byKeys().applyAsInt(refused())).isEqualTo(WireSize.TOO_LARGE);
    }

    @Test
    void where_gRPC_has_no_such_class_the_public_API_serves() throws Exception {
        Class<?> alone = new HidingClassLoader("io.grpc.InternalMetadata", WireSize.class).loadClass();
        Method of = alone.getDeclaredMethod("of", Metadata.class);
        of.setAccessible(true);

        trailers.put(TEXT, "12345");
        assertThat(of.invoke(null, trailers)).isEqualTo(3 + 5 + 32);
        assertThat(of.invoke(null, refused())).isEqualTo(WireSize.TOO_LARGE);
    }
}
