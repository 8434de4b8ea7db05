package dev.insight.grpc;

class InProcessTrustTest extends TrustTest {
    InProcessTrustTest() {
        super(Net.IN_PROCESS);
    }
}
