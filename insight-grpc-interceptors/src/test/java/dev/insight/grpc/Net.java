package dev.insight.grpc;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A transport that tests run over. */
interface Net {
    Net NETTY = new Net() {
        @Override
        public ServerBuilder<?> server() {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        public ManagedChannelBuilder<?> channel(Server server) {
            return NettyChannelBuilder.forAddress(server.getListenSockets().get(0))
                    .usePlaintext();
        }
    };

    Net IN_PROCESS = new Net() {
        @Override
        public ServerBuilder<?> server() {
            return InProcessServerBuilder.forName(InProcessServerBuilder.generateName());
        }

        @Override
        public ManagedChannelBuilder<?> channel(Server server) {
            return InProcessChannelBuilder.forAddress(server.getListenSockets().get(0));
        }
    };

    ServerBuilder<?> server();

    ManagedChannelBuilder<?> channel(Server server);
}
