package dev.insight.runner.export;

import dev.insight.probe.ProbeResult;
import org.jspecify.annotations.Nullable;

/**
 * The probe whose report this thread is telling, where a trace of it is to be had. The meters are Micrometer's and have no
 * place for a trace beside a value, so it travels beside them.
 */
public final class CurrentTrace {
    private static final ThreadLocal<@Nullable ProbeResult> RESULT = new ThreadLocal<>();

    private CurrentTrace() {}

    static void set(ProbeResult result) {
        RESULT.set(result);
    }

    static void clear() {
        RESULT.remove();
    }

    /** The result that is told, which names a trace; or null where nothing is traced. */
    public static @Nullable ProbeResult result() {
        ProbeResult result = RESULT.get();
        return result == null || result.traceId() == null ? null : result;
    }
}
