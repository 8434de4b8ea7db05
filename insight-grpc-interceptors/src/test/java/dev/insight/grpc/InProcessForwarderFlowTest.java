package dev.insight.grpc;

class InProcessForwarderFlowTest extends ForwarderFlowTest {
    InProcessForwarderFlowTest() {
        super(Net.IN_PROCESS);
    }
}
