package dev.insight.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import org.junit.jupiter.api.Test;

class HopMetadataTest {
    private final Metadata headers = new Metadata();
    private final Metadata trailers = new Metadata();

    private static Metadata.Key<String> text(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Test
    void stamps_of_trailers_come_before_those_that_nearer_proxies_put_in_headers() {
        headers.put(Text.HOP, "nginx;t=9");
        trailers.put(Text.HOP, "svc;t=1");
        trailers.put(Text.HOP, "mediary;t=2");

        assertThat(HopMetadata.stamps(HopMetadata.stamps(headers), trailers))
                .extracting(value -> new String(value, US_ASCII))
                .containsExactly("svc;t=1", "mediary;t=2", "nginx;t=9");
    }

    @Test
    void removing_stamps_leaves_the_original_and_copies_only_when_there_are_some() {
        assertThat(HopMetadata.withoutStamps(trailers)).isSameAs(trailers);
        trailers.put(Text.HOP, "svc;t=1");
        trailers.put(text("abc"), "1");

        assertThat(HopMetadata.withoutStamps(trailers).keys()).containsExactly("abc");
        assertThat(trailers.containsKey(Text.HOP)).isTrue();
    }
}
