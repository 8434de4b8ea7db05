package dev.insight.runner.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a range query. */
final class MatrixReader extends AnswerReader {
    private final int mostPoints;
    private final List<RangeVector.Series> series = new ArrayList<>();
    private int points;
    private boolean hasMore;

    /** @param mostPoints how many points are wanted, over all series */
    MatrixReader(int most, int mostPoints) {
        super("matrix", most);
        this.mostPoints = mostPoints;
    }

    RangeVector read(InputStream answer) throws IOException {
        readAll(answer);
        return new RangeVector(series, warnings(), isCut() || hasMore);
    }

    @Override
    String advice() {
        return " where it was asked for a range";
    }

    @Override
    boolean readResult(JsonParser json) throws IOException {
        Map<String, String> labels = Map.of();
        List<Point> values = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("metric") && token == JsonToken.START_OBJECT) {
                labels = readLabels(json);
            } else if (field.equals("values") && token == JsonToken.START_ARRAY) {
                readPoints(json, values);
            } else {
                json.skipChildren();
            }
        }
        return series.add(new RangeVector.Series(labels, values));
    }

    private void readPoints(JsonParser json, List<Point> values) throws IOException {
        for (JsonToken token = json.nextToken(); isWithin(token); token = json.nextToken()) {
            @Nullable Point point = null;
            if (token == JsonToken.START_ARRAY) {
                point = readPoint(json);
            } else {
                json.skipChildren();
            }
            if (point != null && points == mostPoints) {
                hasMore = true;
            } else if (point != null) {
                values.add(point);
                points++;
            }
        }
    }
}
