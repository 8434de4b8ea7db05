package dev.insight.grpc;

class NettyThrownTest extends ThrownTest {
    NettyThrownTest() {
        super(Net.NETTY);
    }
}
