package dev.insight.runner.prometheus;

import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;

/**
 * The answer of an instant query. Immutable.
 *
 * @param samples those that have a number
 * @param warnings what the server says is wrong with the answer, such as a store of Thanos that could not be asked
 * @param isCut whether there were more samples than were wanted
 */
public record InstantVector(List<Sample> samples, List<String> warnings, boolean isCut) {
    public InstantVector {
        samples = List.copyOf(samples);
        warnings = List.copyOf(warnings);
    }

    /**
     * Where {@code address}, which is before {@code /api/v1}, answers {@code query}.
     *
     * @param more what else is said, each as {@code name=value}
     */
    public static URI uri(URI address, String query, String... more) {
        StringBuilder path = new StringBuilder("/api/v1/query?query=").append(Fetch.encoded(query));
        for (String each : more) {
            path.append('&').append(each);
        }
        return Fetch.below(address, path.toString());
    }

    /**
     * Reads an answer.
     *
     * @param most how many samples are wanted; of more, the first
     * @throws IOException with what is wrong, when it holds no vector
     */
    public static InstantVector read(InputStream answer, int most) throws IOException {
        return new VectorReader(most).read(answer);
    }
}
