package dev.insight.grpc;

class NettyPartialPathTest extends PartialPathTest {
    NettyPartialPathTest() {
        super(Net.NETTY);
    }
}
