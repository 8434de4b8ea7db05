package dev.insight.grpc;

class NettyForwardedChainTest extends ForwardedChainTest {
    NettyForwardedChainTest() {
        super(Net.NETTY);
    }
}
