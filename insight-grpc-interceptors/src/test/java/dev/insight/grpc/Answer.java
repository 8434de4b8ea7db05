package dev.insight.grpc;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTrailer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a caller sees of one call. */
record Answer(@Nullable Metadata headers, List<byte[]> messages, Status status, Metadata trailers) {
    Status.Code code() {
        return status.getCode();
    }

    /** The trailers' stamps, nearest hop first. */
    List<HopStamp> stamps() {
        return path().stamps();
    }

    HopPath path() {
        return HopTrailer.parse(Text.stamps(trailers));
    }

    /** The only stamp there is. */
    HopStamp stamp() {
        if (stamps().size() != 1) {
            throw new AssertionError("not one stamp: " + Text.stamps(trailers) + " with " + status);
        }
        return stamps().get(0);
    }

    List<String> names() {
        return stamps().stream().map(HopStamp::name).toList();
    }
}
