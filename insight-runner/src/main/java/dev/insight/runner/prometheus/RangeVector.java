package dev.insight.runner.prometheus;

import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The answer of a range query. Immutable.
 *
 * @param series each with those of its points that have a number
 * @param warnings what the server says is wrong with the answer
 * @param isCut whether there was more than was wanted
 */
public record RangeVector(List<Series> series, List<String> warnings, boolean isCut) {
    public RangeVector {
        series = List.copyOf(series);
        warnings = List.copyOf(warnings);
    }

    /** One series. Immutable. */
    public record Series(Map<String, String> labels, List<Point> points) {
        public Series {
            labels = Map.copyOf(labels);
            points = List.copyOf(points);
        }
    }

    /**
     * Where {@code address}, which is before {@code /api/v1}, answers {@code query} for each step of a range, both ends
     * included.
     *
     * @param more what else is said, each as {@code name=value}
     */
    public static URI uri(
            URI address, String query, long startMillis, long endMillis, long stepMillis, String... more) {
        StringBuilder path = new StringBuilder("/api/v1/query_range?query=")
                .append(Fetch.encoded(query))
                .append("&start=")
                .append(seconds(startMillis))
                .append("&end=")
                .append(seconds(endMillis))
                .append("&step=")
                .append(seconds(stepMillis));
        for (String each : more) {
            path.append('&').append(each);
        }
        return Fetch.below(address, path.toString());
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    /**
     * Reads an answer.
     *
     * @param most how many series are wanted; of more, the first
     * @param mostPoints how many points are wanted over all of them
     * @throws IOException with what is wrong, when it holds no matrix
     */
    public static RangeVector read(InputStream answer, int most, int mostPoints) throws IOException {
        return new MatrixReader(most, mostPoints).read(answer);
    }
}
