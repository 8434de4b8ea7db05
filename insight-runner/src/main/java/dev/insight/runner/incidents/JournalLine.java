package dev.insight.runner.incidents;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.insight.runner.replay.JsonNumbers;
import dev.insight.runner.replay.VerdictJson;
import dev.insight.runner.store.IncidentChange;
import dev.insight.runner.store.IncidentSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A line of a journal: a verdict's own line, which time of its incident it was told and what the incident knows besides, behind
 * the checksum of all that, so that half a line is told from a whole one.
 */
final class JournalLine {
    /** The first line of every journal, without its end. */
    static final String HEADER = "{\"insight\":\"incidents\",\"version\":1}";
    /** With this a journal of any version begins. */
    static final String ANY_HEADER = "{\"insight\":\"incidents\",";

    static final String NUMBER = "n";
    static final String OPENED = "opened";
    static final String CONTINUES = "continues";

    private static final String BEFORE_SUM = "{\"crc\":\"";
    private static final String BEHIND_SUM = "\",";
    private static final int SUM_FROM = BEFORE_SUM.length();
    private static final int SUM_TO = SUM_FROM + 8;
    private static final int SUMMED_FROM = SUM_TO + BEHIND_SUM.length();

    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the fields of a line. */
    interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    private JournalLine() {}

    /** The line of what was told of {@code incident} last, with its end. */
    static byte[] latest(IncidentSnapshot incident) {
        return line(out -> {
            out.writeNumberField(NUMBER, incident.changes());
            out.writeNumberField(OPENED, JsonNumbers.seconds(incident.openedEpochMicros()));
            if (incident.continues() != null) {
                out.writeStringField(CONTINUES, incident.continues());
            }
            VerdictJson.writeFields(incident.latest(), out);
        });
    }

    /** The line of what was told of the incident {@code id} the {@code number}th time, in short and with its end. */
    static byte[] earlier(String id, long number, IncidentChange change) {
        return line(out -> {
            out.writeNumberField(NUMBER, number);
            out.writeNumberField("t", JsonNumbers.seconds(change.epochMicros()));
            out.writeStringField("id", id);
            out.writeStringField("state", change.state().label());
            out.writeStringField("cause", change.cause().label());
            out.writeStringField("component", change.component());
            out.writeNumberField("confidence", change.confidence());
            out.writeStringField("evidence", change.evidence());
        });
    }

    /** The JSON of a line without its checksum, or null if that is not the line's. */
    static byte @Nullable [] checked(byte[] line) {
        if (line.length <= SUMMED_FROM || !new String(line, 0, SUM_FROM, US_ASCII).equals(BEFORE_SUM)) {
            return null;
        }
        byte[] json = new byte[line.length - SUMMED_FROM + 1];
        json[0] = '{';
        System.arraycopy(line, SUMMED_FROM, json, 1, json.length - 1);
        String sum = new String(line, SUM_FROM, SUM_TO - SUM_FROM, US_ASCII);
        return sum.equals(sum(json)) ? json : null;
    }

    /** The line of {@code fields}, with its end. */
    static byte[] line(Fields fields) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(1_024);
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written to", e);
        }
        byte[] summed = json.toByteArray();
        ByteArrayOutputStream line = new ByteArrayOutputStream(SUMMED_FROM + summed.length);
        line.writeBytes((BEFORE_SUM + sum(summed) + BEHIND_SUM).getBytes(US_ASCII));
        line.write(summed, 1, summed.length - 1);
        line.write('\n');
        return line.toByteArray();
    }

    /** Whether {@code field} is the first in a line's JSON. */
    static boolean beginsWith(byte[] json, String field) {
        byte[] begin = ("{\"" + field + "\":").getBytes(US_ASCII);
        return Arrays.equals(json, 0, Math.min(begin.length, json.length), begin, 0, begin.length);
    }

    /** Of all but the brace that an object begins with. */
    private static String sum(byte[] json) {
        CRC32 crc = new CRC32();
        crc.update(json, 1, json.length - 1);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** What {@link JsonNumbers#seconds} wrote; a double holds the microseconds of this age. */
    static long micros(JsonParser json) throws IOException {
        return Math.round(json.getDoubleValue() * 1e6);
    }
}
