package dev.insight.grpc;

import dev.insight.probe.Phase;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far connections are that are being made, and how far the latest came that are gone: gRPC itself tells no more than
 * that they are not ready. Thread-safe.
 */
final class ConnectStages implements ChannelFactory<NioSocketChannel> {
    /** Addresses come and go with names; those connected to longest ago are forgotten. */
    private static final int KEPT = 1_024;

    private final Map<SocketAddress, Watcher> latest = Collections.synchronizedMap(new Latest());

    @Override
    public NioSocketChannel newChannel() {
        NioSocketChannel channel = new NioSocketChannel();
        channel.pipeline().addFirst(new Watcher(channel));
        return channel;
    }

    /** The phase that the latest connection to {@code address} is in, or ended in: HTTP/2 once TCP and TLS are through. */
    Phase phase(SocketAddress address) {
        Watcher watcher = latest.get(address);
        return watcher == null ? Phase.CONNECT : watcher.phase();
    }

    /** Whether TCP to {@code address} is through. */
    boolean established(SocketAddress address) {
        Watcher watcher = latest.get(address);
        return watcher != null && watcher.channel.isActive();
    }

    private static final class Latest extends LinkedHashMap<SocketAddress, Watcher> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SocketAddress, Watcher> eldest) {
            return size() > KEPT;
        }
    }

    private final class Watcher extends ChannelDuplexHandler {
        private final Channel channel;
        private volatile @Nullable Phase last;

        Watcher(Channel channel) {
            this.channel = channel;
        }

        Phase phase() {
            Phase ended = last;
            if (ended != null) {
                return ended;
            }
            return channel.isActive() ? established() : Phase.CONNECT;
        }

        private Phase established() {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            return tls == null || tls.handshakeFuture().isSuccess() ? Phase.HTTP2 : Phase.TLS;
        }

        @Override
        public void connect(
                ChannelHandlerContext context,
                SocketAddress remote,
                @Nullable SocketAddress local,
                ChannelPromise promise)
                throws Exception {
            latest.put(remote, this);
            super.connect(context, remote, local, promise);
        }

        /** Comes before the handlers behind are told, and only to a channel that was active. */
        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            last = established();
            super.channelInactive(context);
        }
    }
}
