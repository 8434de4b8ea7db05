package dev.insight.grpc;

class InProcessThrownTest extends ThrownTest {
    InProcessThrownTest() {
        super(Net.IN_PROCESS);
    }
}
