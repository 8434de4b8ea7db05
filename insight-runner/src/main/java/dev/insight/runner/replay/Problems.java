package dev.insight.runner.replay;

import java.util.function.Consumer;

/** Tells the first lines of a recording that cannot be used, and counts all. Not thread-safe. */
public final class Problems {
    private static final int SHOWN = 10;
    private static final int MAX_MESSAGE = 200;

    private final String recording;
    private final Consumer<String> out;
    private long count;

    private Problems(String recording, Consumer<String> out) {
        this.recording = recording;
        this.out = out;
    }

    /** Problems of {@code recording}, as the user names it, told to {@code out} line by line. */
    public static Problems of(String recording, Consumer<String> out) {
        return new Problems(recording, out);
    }

    /** How many lines could not be used. */
    public long count() {
        return count;
    }

    void tell(long line, String what) {
        if (count++ < SHOWN) {
            String shown = what.length() > MAX_MESSAGE ? what.substring(0, MAX_MESSAGE) + "…" : what;
            // What a recording holds must not command a terminal.
            out.accept(recording + ":" + line + ": " + shown.replaceAll("\\p{C}+", " "));
        }
    }

    /** Says how many there were, where that is not plain to see. */
    public void close() {
        if (count > SHOWN) {
            out.accept(recording + ": " + count + " lines cannot be used; the first " + SHOWN + " are told");
        }
    }
}
