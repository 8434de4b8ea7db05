package dev.insight.grpc;

class InProcessGrpcForwarderTest extends GrpcForwarderTest {
    InProcessGrpcForwarderTest() {
        super(Net.IN_PROCESS);
    }
}
