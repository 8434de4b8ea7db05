package dev.insight.runner.export;

import java.util.Locale;

/** Why a probe's trace is exported. */
enum TraceReason {
    /** It failed. */
    FAILED,
    /** It took longer than nearly all of its path's latest. */
    SLOW,
    /** Its turn, whatever came of it; whoever was called was told. */
    SAMPLED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
