package dev.insight.runner.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no such answer; the message names the address and says why. */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    FetchException(String message, @Nullable Throwable cause) {
        super(message, cause);
        status = 0;
    }

    FetchException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** The HTTP status that was answered, or 0 if none was. */
    public int status() {
        return status;
    }
}
