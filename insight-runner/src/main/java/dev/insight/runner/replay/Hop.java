package dev.insight.runner.replay;

import static dev.insight.hop.HopStamp.ABSENT;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopStampBuilder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A hop of a record being read: of a path that is announced, or one that stamped a call. Used again for the next record. */
final class Hop {
    private @Nullable String name;
    private @Nullable String role;
    private @Nullable String region;
    private @Nullable String node;
    private HopStamp.@Nullable Origin origin;
    private long totalNanos;
    private long upstreamNanos;
    private long queueNanos;
    private long resolutionNanos;
    private int fanOut;
    private boolean stream;
    private int seen;

    void read(JsonParser json, Values values) throws IOException, BadRecordException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new BadRecordException("hops must hold objects: {\"name\":...}");
        }
        name = null;
        role = null;
        region = null;
        node = null;
        origin = null;
        totalNanos = ABSENT;
        upstreamNanos = ABSENT;
        queueNanos = ABSENT;
        resolutionNanos = ABSENT;
        fanOut = (int) ABSENT;
        stream = false;
        seen = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            field(json, field, values);
        }
        if (name == null) {
            throw new BadRecordException("a hop's name is missing");
        }
    }

    private void field(JsonParser json, String field, Values values) throws IOException, BadRecordException {
        switch (field) {
            case "name" -> {
                once(1, field);
                name = values.text(json, "a hop's name");
            }
            case "role" -> {
                once(1 << 1, field);
                role = values.text(json, field);
            }
            case "region" -> {
                once(1 << 2, field);
                region = values.text(json, field);
            }
            case "node" -> {
                once(1 << 3, field);
                node = values.text(json, field);
            }
            case "total_ms" -> {
                once(1 << 4, field);
                totalNanos = values.millis(json, field);
            }
            case "upstream_ms" -> {
                once(1 << 5, field);
                upstreamNanos = values.millis(json, field);
            }
            case "queue_ms" -> {
                once(1 << 6, field);
                queueNanos = values.millis(json, field);
            }
            case "error" -> {
                once(1 << 7, field);
                origin = origin(values.text(json, field));
            }
            case "resolution_ms" -> {
                once(1 << 8, field);
                resolutionNanos = values.millis(json, field);
            }
            case "fan_out" -> {
                once(1 << 9, field);
                fanOut = values.count(json, field);
            }
            case "stream" -> {
                once(1 << 10, field);
                stream = values.flag(json, field);
            }
            default -> json.skipChildren();
        }
    }

    private void once(int bit, String field) throws BadRecordException {
        if ((seen & bit) != 0) {
            throw new BadRecordException(field + " stands twice in a hop");
        }
        seen |= bit;
    }

    /** The name, once {@link #read}. */
    String name() {
        return name == null ? "" : name;
    }

    /** The stamp; {@code answered} if the call ended here, where recordings write no time upstream as zero. */
    HopStamp stamp(boolean answered) {
        boolean calledNobody = upstreamNanos == 0 && (answered || "service".equals(role));
        HopStampBuilder stamp = HopStamp.builder(name())
                .role(role)
                .region(region)
                .node(node)
                .totalNanos(totalNanos)
                .upstreamNanos(calledNobody ? ABSENT : upstreamNanos)
                .queueNanos(queueNanos)
                .origin(origin)
                .fanOut(fanOut)
                .kind(stream ? HopStamp.Kind.STREAM : null);
        if (resolutionNanos != ABSENT) {
            stamp.resolutionNanos(resolutionNanos);
        }
        return stamp.build();
    }

    private static HopStamp.@Nullable Origin origin(@Nullable String error) throws BadRecordException {
        if (error == null) {
            return null;
        }
        return switch (error) {
            case "own" -> HopStamp.Origin.OWN;
            case "up" -> HopStamp.Origin.UP;
            default -> throw new BadRecordException("error must be own or up: " + error);
        };
    }
}
