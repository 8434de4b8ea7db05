package dev.insight.grpc;

class NettyForwarderFlowTest extends ForwarderFlowTest {
    NettyForwarderFlowTest() {
        super(Net.NETTY);
    }
}
