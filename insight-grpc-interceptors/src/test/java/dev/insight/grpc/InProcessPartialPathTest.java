package dev.insight.grpc;

class InProcessPartialPathTest extends PartialPathTest {
    InProcessPartialPathTest() {
        super(Net.IN_PROCESS);
    }
}
