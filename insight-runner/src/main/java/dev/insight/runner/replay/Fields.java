package dev.insight.runner.replay;

import static dev.insight.hop.HopStamp.ABSENT;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.insight.probe.Phase;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a line of any type, in whatever order they stand; used again for the next line. */
final class Fields {
    private static final int MAX_HOPS = 64;
    private static final long LEAST_INTERVAL_MICROS = 1_000;
    private static final long MOST_INTERVAL_MICROS = 86_400_000_000L;

    private final Values values = new Values();
    private final List<Hop> hops = new ArrayList<>();
    private int hopCount;
    private int seen;

    @Nullable
    String type;

    @Nullable
    String source;

    @Nullable
    String target;

    @Nullable
    String route;

    @Nullable
    String service;

    @Nullable
    String outcome;

    @Nullable
    String stop;

    @Nullable
    String name;

    @Nullable
    String node;

    Phase phase = Phase.RPC;
    boolean tainted;
    long epochMicros;
    long latencyNanos;
    long startLagNanos;
    long intervalMicros;
    double cpu;

    /** How many hops the line has. */
    int hops() {
        return hopCount;
    }

    Hop hop(int i) {
        return hops.get(i);
    }

    /** Reads the one object of a line; of types that nobody needs it is all skipped. */
    void read(JsonParser json) throws IOException, BadRecordException {
        clear();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new BadRecordException("a line must be one JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (isKnownOrUnsaid()) {
                field(json, field);
            } else {
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new BadRecordException("a line must be one JSON object, and there is more");
        }
        if (type == null) {
            throw missing("type");
        }
    }

    private void clear() {
        type = null;
        source = null;
        target = null;
        route = null;
        service = null;
        outcome = null;
        stop = null;
        name = null;
        node = null;
        phase = Phase.RPC;
        tainted = false;
        epochMicros = ABSENT;
        latencyNanos = ABSENT;
        startLagNanos = 0;
        intervalMicros = ABSENT;
        cpu = ABSENT;
        hopCount = 0;
        seen = 0;
    }

    private boolean isKnownOrUnsaid() {
        return type == null || Recording.TYPES.contains(type);
    }

    private void field(JsonParser json, String field) throws IOException, BadRecordException {
        switch (field) {
            case "type" -> type = values.text(json, once(0, field));
            case "t" -> epochMicros = values.seconds(json, once(1, field));
            case "source" -> source = values.text(json, once(2, field));
            case "target" -> target = values.text(json, once(3, field));
            case "route" -> route = values.text(json, once(4, field));
            case "service" -> service = values.text(json, once(5, field));
            case "outcome" -> outcome = values.text(json, once(6, field));
            case "phase" -> phase = phase(values.text(json, once(7, field)));
            case "latency_ms" -> latencyNanos = values.millis(json, once(8, field));
            case "start_lag_ms" -> startLagNanos = Math.max(0, values.signedMillis(json, once(9, field)));
            case "tainted" -> tainted = values.flag(json, once(10, field));
            case "hops" -> readHops(json, once(11, field));
            case "stop" -> stop = values.text(json, once(12, field));
            case "interval_s" -> intervalMicros = values.seconds(json, once(13, field));
            case "name" -> name = values.text(json, once(14, field));
            case "node" -> node = values.text(json, once(15, field));
            case "cpu" -> cpu = values.share(json, once(16, field));
            default -> json.skipChildren();
        }
    }

    private String once(int bit, String field) throws BadRecordException {
        if ((seen >> bit & 1) != 0) {
            throw new BadRecordException(field + " stands twice");
        }
        seen |= 1 << bit;
        return field;
    }

    private void readHops(JsonParser json, String field) throws IOException, BadRecordException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new BadRecordException(field + " must be a list: [{\"name\":...},...]");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (hopCount == MAX_HOPS) {
                throw new BadRecordException(field + " must be at most " + MAX_HOPS);
            }
            if (hopCount == hops.size()) {
                hops.add(new Hop());
            }
            hops.get(hopCount++).read(json, values);
        }
    }

    private static Phase phase(@Nullable String label) throws BadRecordException {
        if (label == null) {
            return Phase.RPC;
        }
        return switch (label) {
            case "rpc" -> Phase.RPC;
            case "http2" -> Phase.HTTP2;
            case "tls" -> Phase.TLS;
            case "connect" -> Phase.CONNECT;
            case "dns" -> Phase.DNS;
            default -> throw new BadRecordException("phase must be dns, connect, tls, http2 or rpc: " + label);
        };
    }

    static String need(@Nullable String value, String field) throws BadRecordException {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    static long need(long value, String field) throws BadRecordException {
        if (value == ABSENT) {
            throw missing(field);
        }
        return value;
    }

    /** The interval in microseconds, within what a probe may have. */
    long needInterval() throws BadRecordException {
        long micros = need(intervalMicros, "interval_s");
        if (micros < LEAST_INTERVAL_MICROS || micros > MOST_INTERVAL_MICROS) {
            String value = BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
            throw new BadRecordException("interval_s must be from 0.001 to 86400: " + value);
        }
        return micros;
    }

    private static BadRecordException missing(String field) {
        return new BadRecordException(field + " is missing");
    }
}
