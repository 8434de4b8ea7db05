package dev.insight.grpc;

class NettyUpstreamTimesTest extends UpstreamTimesTest {
    NettyUpstreamTimesTest() {
        super(Net.NETTY);
    }
}
