package dev.insight.grpc;

class InProcessTrailerLimitsTest extends TrailerLimitsTest {
    InProcessTrailerLimitsTest() {
        super(Net.IN_PROCESS);
    }
}
