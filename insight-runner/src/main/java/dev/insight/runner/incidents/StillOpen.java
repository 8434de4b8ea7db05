package dev.insight.runner.incidents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.insight.runner.replay.JsonNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a journal that tells no news: who wrote it lived still, and knew these incidents to be open. Immutable.
 *
 * @param epochMicros when
 * @param ids which they were
 */
record StillOpen(long epochMicros, List<String> ids) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String IDS = "open";
    private static final String TIME = "t";

    StillOpen {
        ids = List.copyOf(ids);
    }

    /** The line that says so, with its end. */
    byte[] line() {
        return JournalLine.line(out -> {
            out.writeArrayFieldStart(IDS);
            for (String id : ids) {
                out.writeString(id);
            }
            out.writeEndArray();
            out.writeNumberField(TIME, JsonNumbers.seconds(epochMicros));
        });
    }

    /** Whether a line's JSON is one of these, by how it begins. */
    static boolean isOne(byte[] json) {
        return JournalLine.beginsWith(json, IDS);
    }

    /**
     * Reads one line's JSON.
     *
     * @throws IOException when it is none
     */
    static StillOpen read(byte[] json) throws IOException {
        List<String> ids = new ArrayList<>();
        long micros = -1;
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals(IDS) && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        ids.add(parser.getText());
                    }
                } else if (field.equals(TIME)) {
                    micros = JournalLine.micros(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new StillOpen(micros, ids);
    }
}
