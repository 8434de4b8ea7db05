package dev.insight.runner.blackbox;

import com.google.re2j.Pattern;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a conversation over TCP: waits for a line, then for bytes, then sends, then secures the connection; each only
 * where it says so. Bytes stand as characters of ISO 8859-1, one each. Immutable.
 *
 * @param expect what a line must match, or null for no wait; lines that do not are passed over
 * @param expectBytes what comes next must be exactly this; empty for no wait
 * @param labels names and templates of {@code probe_expect_info}, in the file's order
 * @param send a template of what is sent, a line feed after it; empty for nothing. It may be a secret
 * @param startTls whether the connection is secured now
 */
public record QueryStep(
        @Nullable Pattern expect, String expectBytes, Map<String, String> labels, String send, boolean startTls) {
    public QueryStep {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** For a person to read: what is expected, which is no secret, and not what is sent, which may be one. */
    @Override
    public String toString() {
        return (expect == null ? "" : " expect \"" + expect + "\"")
                + (expectBytes.isEmpty() ? "" : " expect_bytes (" + expectBytes.length() + ")")
                + (send.isEmpty() ? "" : " send (" + send.length() + " bytes, not shown)")
                + (startTls ? " starttls" : "");
    }
}
