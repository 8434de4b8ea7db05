package dev.insight.runner.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no such answer; the message names the address and says why. */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1;

    FetchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
