package dev.insight.grpc;

class NettyGrpcForwarderTest extends GrpcForwarderTest {
    NettyGrpcForwarderTest() {
        super(Net.NETTY);
    }
}
