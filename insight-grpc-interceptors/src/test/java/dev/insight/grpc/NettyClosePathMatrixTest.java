package dev.insight.grpc;

class NettyClosePathMatrixTest extends ClosePathMatrixTest {
    NettyClosePathMatrixTest() {
        super(Net.NETTY, "netty");
    }
}
