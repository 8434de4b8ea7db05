package dev.insight.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.insight.hop.HopAsk;
import dev.insight.hop.HopTrailer;
import io.grpc.Metadata;
import java.util.List;

/** The metadata of asks and stamps as text, for reading and writing in tests. */
final class Text {
    static final Metadata.Key<String> ASK = Metadata.Key.of(HopAsk.KEY, Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> HOP = Metadata.Key.of(HopTrailer.KEY, Metadata.ASCII_STRING_MARSHALLER);

    private Text() {}

    static List<String> stamps(Metadata metadata) {
        return HopMetadata.stamps(metadata).stream()
                .map(value -> new String(value, ISO_8859_1))
                .toList();
    }
}
