package dev.insight.grpc;

class NettyUnaskedCallTest extends UnaskedCallTest {
    NettyUnaskedCallTest() {
        super(Net.NETTY);
    }
}
