package dev.insight.runner.blackbox;

/** A probe cannot go on; the message, for its log, says why. */
final class ProbeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ProbeFailure(String message) {
        super(message);
    }
}
