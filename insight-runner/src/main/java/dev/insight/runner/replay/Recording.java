package dev.insight.runner.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.insight.OrderedListener;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a recording and tells an {@link OrderedListener} what was told live. Lines that cannot be used are told to
 * {@link Problems} and skipped; types and fields that are not known are ignored. Bounded in memory, whatever the
 * recording holds. Not thread-safe.
 */
public final class Recording {
    /** The types of lines that are read. */
    static final Set<String> TYPES = Set.of("probe", "cold", "host", "path", "removed");

    private static final int MAX_PATHS = 10_000;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private static final Pattern OF_THE_PARSER =
            Pattern.compile(" \\(start marker at .*|, from `[^`]*`", Pattern.DOTALL);

    private final Lines lines;
    private final OrderedListener listener;
    private final Problems problems;
    private final Fields fields = new Fields();
    private final Map<PathId, ReplayedPath> paths = new HashMap<>();
    private final TimeOrder time = new TimeOrder();
    private long records;

    private Recording(Lines lines, OrderedListener listener, Problems problems) {
        this.lines = lines;
        this.listener = listener;
        this.problems = problems;
    }

    /**
     * The recording that {@code in} holds, packed by gzip or not; it is closed by who opened it.
     *
     * @throws IOException the stream fails
     */
    public static Recording of(InputStream in, OrderedListener listener, Problems problems) throws IOException {
        return new Recording(new Lines(Compression.unpacked(in)), listener, problems);
    }

    /**
     * Reads the next line and tells of it; false at the end.
     *
     * @throws IOException the stream fails
     */
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        try {
            if (lines.tooLong()) {
                throw new BadRecordException("is longer than " + Lines.MAX_LINE + " bytes");
            }
            if (!isBlank()) {
                record();
                records++;
            }
        } catch (JsonProcessingException e) {
            problems.tell(lines.number(), "is not JSON: " + reason(e));
        } catch (BadRecordException e) {
            problems.tell(lines.number(), String.valueOf(e.getMessage()));
        }
        return true;
    }

    /** Without the parser's word on itself: where it starts, and how its bounds are called. */
    private static String reason(JsonProcessingException e) {
        return OF_THE_PARSER.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    }

    /** Lines that could be used, those of unknown types included. */
    public long records() {
        return records;
    }

    private boolean isBlank() {
        for (int i = lines.from(); i < lines.end(); i++) {
            if (lines.bytes()[i] > ' ' || lines.bytes()[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void record() throws IOException, BadRecordException {
        try (JsonParser json = JSON.createParser(lines.bytes(), lines.from(), lines.end() - lines.from())) {
            fields.read(json);
        }
        switch (Fields.need(fields.type, "type")) {
            case "probe" -> probe(false);
            case "cold" -> probe(true);
            case "host" -> host();
            case "path" -> path();
            case "removed" -> removed();
            default -> {
                // What a later version records besides.
            }
        }
    }

    private void probe(boolean isCold) throws BadRecordException {
        PathId id = pathId();
        ReplayedPath path = paths.get(id);
        if (path == null) {
            throw new BadRecordException("no path line has announced " + id);
        }
        long epochMicros = Fields.need(fields.epochMicros, "t");
        time.check(epochMicros);
        ProbeReport report = path.report(fields, isCold);
        time.taken(epochMicros);
        listener.report(report);
    }

    private void host() throws BadRecordException {
        long epochMicros = Fields.need(fields.epochMicros, "t");
        time.checkAhead(epochMicros);
        String name = Fields.need(fields.name, "name");
        if (fields.cpu < 0) {
            throw new BadRecordException("cpu is missing");
        }
        time.taken(epochMicros);
        listener.load(new HostLoad(name, fields.node, epochMicros, fields.cpu));
    }

    private void path() throws BadRecordException {
        PathId id = pathId();
        Duration interval = Duration.of(fields.needInterval(), ChronoUnit.MICROS);
        List<String> hops = new ArrayList<>();
        for (int i = 0; i < fields.hops(); i++) {
            hops.add(fields.hop(i).name());
        }
        Probe probe = probe(id, hops, interval);
        ReplayedPath known = paths.get(id);
        if (known == null && paths.size() == MAX_PATHS) {
            throw new BadRecordException("there are more than " + MAX_PATHS + " paths");
        }
        if (known == null || !known.probe().equals(probe)) {
            if (known != null) {
                listener.removed(known.probe(), time.newest());
            }
            paths.put(id, new ReplayedPath(probe));
            listener.added(probe);
        }
    }

    private void removed() throws BadRecordException {
        PathId id = pathId();
        long epochMicros = Fields.need(fields.epochMicros, "t");
        time.check(epochMicros);
        time.taken(epochMicros);
        ReplayedPath known = paths.remove(id);
        if (known != null) {
            listener.removed(known.probe(), epochMicros);
        }
    }

    private static Probe probe(PathId id, List<String> hops, Duration interval) throws BadRecordException {
        try {
            // A recording says where a call went, not by which address.
            Target target =
                    Target.builder(id.target(), id.service(), "replay:0").build();
            return Probe.builder(id.source(), target, new Route(id.route(), hops))
                    .interval(interval)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new BadRecordException(String.valueOf(e.getMessage()));
        }
    }

    private PathId pathId() throws BadRecordException {
        return new PathId(
                Fields.need(fields.source, "source"),
                Fields.need(fields.target, "target"),
                Fields.need(fields.route, "route"),
                Fields.need(fields.service, "service"));
    }
}
