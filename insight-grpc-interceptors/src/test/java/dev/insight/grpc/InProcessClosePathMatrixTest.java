package dev.insight.grpc;

class InProcessClosePathMatrixTest extends ClosePathMatrixTest {
    InProcessClosePathMatrixTest() {
        super(Net.IN_PROCESS, "in-process");
    }
}
