package dev.insight.grpc;

class NettySampledCallTest extends SampledCallTest {
    NettySampledCallTest() {
        super(Net.NETTY);
    }
}
