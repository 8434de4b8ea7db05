package dev.insight.runner.export;

/** What became of a request. */
enum Reception {
    /** The receiver has it. */
    TAKEN,
    /** It answers, and will not have this, or not all of it: there is no use in sending it again. */
    REFUSED,
    /** It does not answer, or says that it cannot now. */
    UNANSWERED
}
