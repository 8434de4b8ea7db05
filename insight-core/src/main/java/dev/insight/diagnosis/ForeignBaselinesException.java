package dev.insight.diagnosis;

import java.io.IOException;

/** What was read are no baselines, or those of a later version: nothing that may be written over. */
public final class ForeignBaselinesException extends IOException {
    private static final long serialVersionUID = 1;

    ForeignBaselinesException(String message) {
        super(message);
    }
}
