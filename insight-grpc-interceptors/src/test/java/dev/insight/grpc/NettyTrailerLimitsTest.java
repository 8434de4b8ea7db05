package dev.insight.grpc;

class NettyTrailerLimitsTest extends TrailerLimitsTest {
    NettyTrailerLimitsTest() {
        super(Net.NETTY);
    }
}
