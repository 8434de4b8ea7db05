package dev.insight.grpc;

class NettyTrustTest extends TrustTest {
    NettyTrustTest() {
        super(Net.NETTY);
    }
}
