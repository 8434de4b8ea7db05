package dev.insight.grpc;

class InProcessSampledCallTest extends SampledCallTest {
    InProcessSampledCallTest() {
        super(Net.IN_PROCESS);
    }
}
