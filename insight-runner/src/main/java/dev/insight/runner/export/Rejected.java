package dev.insight.runner.export;

import com.google.protobuf.CodedInputStream;
import dev.insight.runner.fetch.Document;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver says, with a status of success, that it did not take: OTLP's partial success.
 *
 * @param count spans or data points
 * @param why what it says of it, on one line
 */
record Rejected(long count, String why) {
    private static final int MAX_QUOTED = 200;
    /** Number 1 in the answers to metrics and to traces, and a message in both. */
    private static final int PARTIAL_SUCCESS = 1 << 3 | 2;
    /** Number 1 of that message, whether it is named for spans or for data points. */
    private static final int COUNT = 1 << 3;

    private static final int WHY = 2 << 3 | 2;

    /** What {@code answer} says so of; null where it took all, or where its answer is not to be understood. */
    static @Nullable Rejected in(Document answer) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(answer.stream());
            Rejected found = null;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == PARTIAL_SUCCESS) {
                    found = read(in);
                } else {
                    in.skipField(tag);
                }
            }
            return found;
        } catch (IOException e) { // another format, whose status has said enough
            return null;
        }
    }

    private static @Nullable Rejected read(CodedInputStream in) throws IOException {
        long count = 0;
        String why = "";
        int outer = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == COUNT) {
                count = in.readInt64();
            } else if (tag == WHY) {
                why = in.readString();
            } else {
                in.skipField(tag);
            }
        }
        in.popLimit(outer);
        return count > 0 ? new Rejected(count, line(why)) : null; // else a warning
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.substring(0, Math.min(MAX_QUOTED, line.length()));
    }

    @Override
    public String toString() {
        return "rejects " + count + " of what it was sent" + (why.isEmpty() ? "" : ": " + why);
    }
}
