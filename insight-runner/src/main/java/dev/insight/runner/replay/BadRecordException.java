package dev.insight.runner.replay;

/** A line of a recording cannot be used, for a reason that the message tells the user whole. */
final class BadRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRecordException(String message) {
        super(message, null, false, false); // a recording may hold nothing but such lines, and traces cost
    }
}
