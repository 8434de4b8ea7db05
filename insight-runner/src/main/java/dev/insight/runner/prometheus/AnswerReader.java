package dev.insight.runner.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one answer as Prometheus's HTTP API has it: what all answers have in common. */
abstract class AnswerReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_WARNINGS = 20;
    private static final int MOST_CHARACTERS = 300;

    private final String wanted;
    private final int most;
    private final List<String> warnings = new ArrayList<>();
    private int results;
    private boolean isCut;
    private String type = "";
    private @Nullable String error;

    /**
     * @param wanted the type of result that is read
     * @param most how many results are
     */
    AnswerReader(String wanted, int most) {
        this.wanted = wanted;
        this.most = most;
    }

    /** Reads one result, whose object has begun; whether it is of use. */
    abstract boolean readResult(JsonParser json) throws IOException;

    /** What is to be said of an answer whose result is of another type. */
    abstract String advice();

    final List<String> warnings() {
        return warnings;
    }

    /** Whether there were more results than are read. */
    final boolean isCut() {
        return isCut;
    }

    final void readAll(InputStream answer) throws IOException {
        try (JsonParser json = JSON.createParser(answer)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("answers something that is no JSON object, so it is no Prometheus");
            }
            readAnswer(json);
        } catch (JsonProcessingException e) {
            throw new IOException("answers what is no JSON: " + e.getOriginalMessage(), e);
        }
        if (error != null) {
            throw new IOException("refuses the query: " + error);
        }
        if (!type.equals(wanted)) {
            throw new IOException("answers a " + (type.isEmpty() ? "result of no type" : type) + advice());
        }
    }

    private void readAnswer(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("error")) {
                error = brief(json.getText());
            } else if (field.equals("warnings") && token == JsonToken.START_ARRAY) {
                readWarnings(json);
            } else if (field.equals("data") && token == JsonToken.START_OBJECT) {
                readData(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readWarnings(JsonParser json) throws IOException {
        for (JsonToken token = json.nextToken(); isWithin(token); token = json.nextToken()) {
            if (token == JsonToken.VALUE_STRING && warnings.size() < MOST_WARNINGS) {
                warnings.add(brief(json.getText()));
            } else {
                json.skipChildren();
            }
        }
    }

    private void readData(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("resultType")) {
                type = brief(json.getText());
            } else if (field.equals("result") && token == JsonToken.START_ARRAY) {
                readResults(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readResults(JsonParser json) throws IOException {
        for (JsonToken token = json.nextToken(); isWithin(token); token = json.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                json.skipChildren(); // of a scalar or a string, which are told of by their type
            } else if (results == most) {
                isCut = true;
                json.skipChildren();
            } else if (readResult(json)) {
                results++;
            }
        }
    }

    static boolean isWithin(@Nullable JsonToken token) {
        return token != JsonToken.END_ARRAY && token != null;
    }

    static Map<String, String> readLabels(JsonParser json) throws IOException {
        Map<String, String> labels = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String label = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                labels.put(label, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return labels;
    }

    /** The moment and the value of an array that has begun, as that of which neither is unknown; else null. */
    static @Nullable Point readPoint(JsonParser json) throws IOException {
        json.nextToken();
        double seconds = json.getValueAsDouble(Double.NaN);
        json.skipChildren();
        double value = json.nextToken() == JsonToken.VALUE_STRING ? number(json.getText()) : Double.NaN;
        for (JsonToken token = json.currentToken(); isWithin(token); token = json.nextToken()) {
            json.skipChildren();
        }
        return Double.isNaN(seconds) || Double.isNaN(value) ? null : new Point(seconds, value);
    }

    private static double number(String text) {
        try {
            return switch (text) { // Go's names of them
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String brief(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }
}
