package dev.insight.grpc;

class NettyFaultsTest extends FaultsTest {
    NettyFaultsTest() {
        super(Net.NETTY);
    }
}
