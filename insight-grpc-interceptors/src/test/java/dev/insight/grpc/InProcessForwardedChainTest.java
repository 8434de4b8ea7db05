package dev.insight.grpc;

class InProcessForwardedChainTest extends ForwardedChainTest {
    InProcessForwardedChainTest() {
        super(Net.IN_PROCESS);
    }
}
