package dev.insight.grpc;

class InProcessFaultsTest extends FaultsTest {
    InProcessFaultsTest() {
        super(Net.IN_PROCESS);
    }
}
