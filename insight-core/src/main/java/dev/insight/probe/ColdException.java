package dev.insight.probe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A cold probe ended in a failure that can be named; I/O of any other sort ends it as {@code UNAVAILABLE}. */
final class ColdException extends IOException {
    private final String code;
    private final @Nullable Phase phase;

    private ColdException(String code, @Nullable Phase phase, String message) {
        super(message);
        this.code = code;
        this.phase = phase;
    }

    /** A failure with a canonical status code's name, in the phase under way. */
    static ColdException of(String code, String message) {
        return new ColdException(code, null, message);
    }

    /** A failure that shows in a later phase than it belongs to. */
    static ColdException in(Phase phase, String code, String message) {
        return new ColdException(code, phase, message);
    }

    /** The peer breaks HTTP/2. */
    static ColdException protocol(String message) {
        return of("INTERNAL", message);
    }

    String code() {
        return code;
    }

    /** The phase it belongs to, or null for the one under way. */
    @Nullable
    Phase phase() {
        return phase;
    }
}
