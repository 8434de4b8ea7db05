package dev.insight.runner.incidents;

import static dev.insight.hop.HopStamp.ABSENT;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JournalLine} writes, of a line in short what there is. Used for one line. */
final class VerdictReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<PathId> paths = new ArrayList<>();
    private final List<Evidence.Cleared> cleared = new ArrayList<>();
    private final List<String> notCleared = new ArrayList<>();
    private long number;
    private long openedMicros = ABSENT;
    private long micros = ABSENT;
    private long sinceMicros = ABSENT;
    private long excessNanos = ABSENT;
    private double confidence;
    private String id = "";
    private String component = "";
    private String sentence = "";
    private String kind = "";
    private Verdict.@Nullable State state;
    private @Nullable Cause cause;
    private @Nullable String continues;
    private @Nullable String instance;
    private @Nullable String runnerUp;
    private @Nullable Vantage vantage;
    private Evidence.Numbers numbers = Evidence.Numbers.NONE;

    private VerdictReader() {}

    /**
     * Reads one line's JSON.
     *
     * @throws IOException when it is none, or lacks what no line lacks
     */
    static JournalEntry read(byte[] json) throws IOException {
        VerdictReader reader = new VerdictReader();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                reader.field(field, parser);
            }
        }
        return reader.entry();
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case JournalLine.NUMBER -> number = json.getLongValue();
            case JournalLine.OPENED -> openedMicros = JournalLine.micros(json);
            case JournalLine.CONTINUES -> continues = json.getText();
            case "t" -> micros = JournalLine.micros(json);
            case "since" -> sinceMicros = JournalLine.micros(json);
            case "id" -> id = json.getText();
            case "state" -> state = state(json.getText());
            case "cause" -> cause = cause(json.getText());
            case "component" -> component = json.getText();
            case "confidence" -> confidence = json.getDoubleValue();
            case "evidence" -> sentence = json.getText();
            case "kind" -> kind = json.getText();
            case "excess_ms" -> excessNanos = nanos(json);
            case "instance" -> instance = json.getText();
            case "runner_up" -> runnerUp = json.getText();
            case "seen" -> vantage = vantage(json);
            case "numbers" -> numbers = numbers(json);
            case "paths" -> readPaths(json);
            case "cleared" -> readCleared(json);
            case "not_cleared" -> {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    notCleared.add(json.getText());
                }
            }
            default -> json.skipChildren();
        }
    }

    private JournalEntry entry() throws IOException {
        if (id.isEmpty() || micros < 0 || state == null || cause == null) {
            throw new IOException("a line needs t, id, state and cause");
        }
        Evidence evidence =
                new Evidence(sentence, kind, excessNanos, instance, runnerUp, cleared, notCleared, vantage, numbers);
        long since = sinceMicros < 0 ? micros : sinceMicros;
        Verdict verdict = new Verdict(micros, id, state, cause, component, confidence, evidence, since, paths);
        return new JournalEntry(number, openedMicros, continues, verdict);
    }

    /** Paths are written without their service. */
    private void readPaths(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String text = json.getText();
            int target = text.indexOf('>');
            int route = text.indexOf('/', target);
            if (target >= 0 && route >= 0) {
                paths.add(new PathId(
                        text.substring(0, target), text.substring(target + 1, route), text.substring(route + 1), ""));
            }
        }
    }

    private void readCleared(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String name = "";
            long bound = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "component" -> name = json.getText();
                    case "bound_ms" -> bound = nanos(json);
                    default -> json.skipChildren();
                }
            }
            cleared.add(new Evidence.Cleared(name, bound));
        }
    }

    private static Vantage vantage(JsonParser json) throws IOException {
        int from = 1;
        int of = 1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "from" -> from = json.getIntValue();
                case "of" -> of = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        return new Vantage(from, of);
    }

    /** The excess and the shares follow from the others. */
    private static Evidence.Numbers numbers(JsonParser json) throws IOException {
        long queue = ABSENT;
        double cpu = ABSENT;
        int calls = (int) ABSENT;
        int failed = (int) ABSENT;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "queue_ms" -> queue = nanos(json);
                case "cpu" -> cpu = json.getDoubleValue();
                case "calls" -> calls = json.getIntValue();
                case "failed" -> failed = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        return new Evidence.Numbers(queue, cpu, calls, failed);
    }

    private static Verdict.State state(String label) throws IOException {
        for (Verdict.State each : Verdict.State.values()) {
            if (each.label().equals(label)) {
                return each;
            }
        }
        throw new IOException("no state: " + label);
    }

    private static Cause cause(String label) throws IOException {
        for (Cause each : Cause.values()) {
            if (each.label().equals(label)) {
                return each;
            }
        }
        throw new IOException("no cause: " + label);
    }

    private static long nanos(JsonParser json) throws IOException {
        return Math.round(json.getDoubleValue() * 1e3) * 1_000;
    }
}
