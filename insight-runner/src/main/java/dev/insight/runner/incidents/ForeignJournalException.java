package dev.insight.runner.incidents;

import java.io.IOException;

/** A file is no journal of incidents that this version knows, and so not to be touched. The message says why. */
final class ForeignJournalException extends IOException {
    private static final long serialVersionUID = 1;

    ForeignJournalException(String message) {
        super(message);
    }
}
