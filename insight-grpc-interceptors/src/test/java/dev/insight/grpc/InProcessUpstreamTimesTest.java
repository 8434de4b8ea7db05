package dev.insight.grpc;

class InProcessUpstreamTimesTest extends UpstreamTimesTest {
    InProcessUpstreamTimesTest() {
        super(Net.IN_PROCESS);
    }
}
