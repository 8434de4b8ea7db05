package dev.insight.runner.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.insight.diagnosis.HostLoad;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a query found, as Prometheus's HTTP API has it: the answer of an instant query, which is a vector. */
final class PrometheusQuery {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double MICROS = 1e6;
    /** Rates of two counters that were not read at one moment may be a little beyond what can be. */
    private static final double SLACK = 0.05;

    private PrometheusQuery() {}

    /** One result. */
    record Value(Map<String, String> labels, double seconds, double value) {}

    /**
     * The vector in {@code answer}.
     *
     * @throws IOException with what is wrong, when it is none
     */
    static List<Value> read(InputStream answer) throws IOException {
        List<Value> values = new ArrayList<>();
        String type = "";
        String error = null;
        try (JsonParser json = JSON.createParser(answer)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("answers something that is no JSON object, so it is no Prometheus");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "error" -> error = json.getText();
                    case "data" -> type = data(json, values);
                    default -> json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("answers what is no JSON: " + e.getOriginalMessage(), e);
        }
        if (error != null) {
            throw new IOException("refuses the query: " + error);
        }
        if (!type.equals("vector")) {
            throw new IOException("answers a " + (type.isEmpty() ? "result of no type" : type)
                    + ", write a query whose result is an instant vector");
        }
        return values;
    }

    private static String data(JsonParser json, List<Value> values) throws IOException {
        String type = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("resultType")) {
                type = json.getText();
            } else if (field.equals("result") && json.currentToken() == JsonToken.START_ARRAY) {
                readVector(json, values);
            } else {
                json.skipChildren();
            }
        }
        return type;
    }

    private static void readVector(JsonParser json, List<Value> values) throws IOException {
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = json.nextToken()) {
            Value value = token == JsonToken.START_OBJECT ? value(json) : null;
            if (value != null) {
                values.add(value);
            } else if (token != JsonToken.START_OBJECT) {
                json.skipChildren(); // of a scalar or a string, which are told of by their type
            }
        }
    }

    private static @Nullable Value value(JsonParser json) throws IOException {
        Map<String, String> labels = new HashMap<>();
        double seconds = Double.NaN;
        double value = Double.NaN;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("metric") && token == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String label = json.currentName();
                    json.nextToken();
                    labels.put(label, json.getText());
                }
            } else if (field.equals("value") && token == JsonToken.START_ARRAY) {
                json.nextToken();
                seconds = json.getValueAsDouble(Double.NaN);
                json.nextToken();
                value = number(json.getText());
                json.nextToken();
            } else {
                json.skipChildren();
            }
        }
        return Double.isNaN(seconds) || Double.isNaN(value) ? null : new Value(labels, seconds, value);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN; // +Inf is how Prometheus writes infinity, and no load
        }
    }

    /** The load that {@code value} is, or null if it is none. */
    static @Nullable HostLoad load(Value value, HostName host) {
        double cpu = value.value;
        return cpu >= -SLACK && cpu <= 1 + SLACK
                ? new HostLoad(host.hop(), host.node(), (long) (value.seconds * MICROS), Math.max(0, Math.min(1, cpu)))
                : null;
    }
}
