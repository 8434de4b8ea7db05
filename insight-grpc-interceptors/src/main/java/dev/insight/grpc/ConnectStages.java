package dev.insight.grpc;

import dev.insight.probe.Phase;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How far connections are that are being made; gRPC itself tells no more than that they are not ready. Thread-safe. */
final class ConnectStages implements ChannelFactory<NioSocketChannel> {
    private final Map<SocketAddress, Channel> latest = new ConcurrentHashMap<>();

    @Override
    public NioSocketChannel newChannel() {
        NioSocketChannel channel = new NioSocketChannel();
        channel.pipeline().addFirst(new Watcher());
        return channel;
    }

    /** Where the latest connection to {@code address} stands: TLS once TCP is through, as long as the handshake lasts. */
    Phase phase(SocketAddress address) {
        Channel channel = latest.get(address);
        if (channel == null || !channel.isActive()) {
            return Phase.CONNECT;
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null || tls.handshakeFuture().isSuccess() ? Phase.CONNECT : Phase.TLS;
    }

    /** Whether TCP to {@code address} is through. */
    boolean established(SocketAddress address) {
        Channel channel = latest.get(address);
        return channel != null && channel.isActive();
    }

    private final class Watcher extends ChannelOutboundHandlerAdapter {
        private @Nullable SocketAddress peer;

        @Override
        public void connect(
                ChannelHandlerContext context,
                SocketAddress remote,
                @Nullable SocketAddress local,
                ChannelPromise promise)
                throws Exception {
            peer = remote;
            latest.put(remote, context.channel());
            super.connect(context, remote, local, promise);
        }

        /** Comes last for every connection, made or not. */
        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            if (peer != null) {
                latest.remove(peer, context.channel());
            }
        }
    }
}
