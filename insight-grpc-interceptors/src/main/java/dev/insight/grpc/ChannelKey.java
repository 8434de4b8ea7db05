package dev.insight.grpc;

import dev.insight.probe.Target;
import dev.insight.probe.Tls;
import org.jspecify.annotations.Nullable;

/** What targets must have in common to share connections. */
record ChannelKey(
        String address,
        @Nullable String authority,
        @Nullable Tls tls) {
    static ChannelKey of(Target target) {
        return new ChannelKey(target.address(), target.authority(), target.tls());
    }
}
