package dev.insight.grpc;

class InProcessUnaskedCallTest extends UnaskedCallTest {
    InProcessUnaskedCallTest() {
        super(Net.IN_PROCESS);
    }
}
