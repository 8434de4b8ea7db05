package dev.insight.runner.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answer of an instant query. */
final class VectorReader extends AnswerReader {
    private final List<Sample> samples = new ArrayList<>();

    VectorReader(int most) {
        super("vector", most);
    }

    InstantVector read(InputStream answer) throws IOException {
        readAll(answer);
        return new InstantVector(samples, warnings(), isCut());
    }

    @Override
    String advice() {
        return ", write a query whose result is an instant vector";
    }

    @Override
    boolean readResult(JsonParser json) throws IOException {
        Map<String, String> labels = Map.of();
        @Nullable Point point = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("metric") && token == JsonToken.START_OBJECT) {
                labels = readLabels(json);
            } else if (field.equals("value") && token == JsonToken.START_ARRAY) {
                point = readPoint(json);
            } else {
                json.skipChildren();
            }
        }
        if (point != null) {
            samples.add(new Sample(labels, point.seconds(), point.value()));
        }
        return point != null;
    }
}
