package dev.insight.runner.cli;

/** A command cannot go on, for a reason that its message tells the user whole. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
