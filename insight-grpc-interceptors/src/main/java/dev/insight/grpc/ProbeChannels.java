package dev.insight.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Builds the channels that probes are sent on. */
final class ProbeChannels implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 4 << 20;
    /** More than gRPC's 8 KiB, beyond which a good answer would read as INTERNAL. */
    private static final int MAX_METADATA_BYTES = 64 << 10;

    private static final String USER_AGENT = "insight/" + version();

    private final NetThreads threads;
    private final EachAddressProvider policy = EachAddressProvider.register();
    private final LiteralAddresses literals = LiteralAddresses.register();

    ProbeChannels(NetThreads threads) {
        this.threads = threads;
    }

    /**
     * A channel that has not begun to connect.
     *
     * @throws SSLException where the TLS files cannot be used
     * @throws IllegalArgumentException where address or authority cannot
     */
    ManagedChannel build(ChannelKey key, ConnectStages stages) throws SSLException {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(literals.target(key.address()))
                .eventLoopGroup(threads.loops())
                .channelFactory(stages)
                .directExecutor()
                .offloadExecutor(threads.offload().lane(key.address()))
                .defaultLoadBalancingPolicy(policy.getPolicyName())
                .disableServiceConfigLookUp()
                .disableRetry()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .neverIndexMetadataKeys(List.of(HopMetadata.ASK))
                // What servers permit unless told otherwise; a dead peer is noticed by Backend.silent, much sooner.
                .keepAliveTime(5, TimeUnit.MINUTES)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(false)
                .userAgent(USER_AGENT);
        if (key.authority() != null) {
            builder.overrideAuthority(key.authority());
        }
        if (key.tls() == null) {
            builder.usePlaintext();
        } else {
            builder.sslContext(TlsFiles.load(key.tls()));
        }
        return builder.build();
    }

    /** To be called when its channels are closed. */
    @Override
    public void close() {
        policy.close();
        literals.close();
    }

    private static String version() {
        String version = ProbeChannels.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
