package dev.insight.hop;

/** Writes one element of {@code insight-hop}: durations in whole microseconds, nothing that is not printable ASCII. */
final class StampWriter {
    private static final int USUAL_LENGTH = 512;

    /** Where stamps are put together. */
    private static final Spares<WireBytes> SPARES = new Spares<>(() -> new WireBytes(USUAL_LENGTH));

    private StampWriter() {}

    /** All that the stamp says. */
    static byte[] full(HopStamp stamp) {
        WireBytes out = SPARES.take().clear();
        appendTimes(out, stamp);
        append(out, ";b=", micros(stamp.beforeUpstreamNanos()));
        append(out, ";p=", micros(stamp.preTransportNanos()));
        append(out, ";r=", micros(stamp.retryNanos()));
        append(out, ";a=", stamp.attempts());
        append(out, ";w=", stamp.arrivalEpochMicros());
        appendKind(out, stamp);
        out.append(stamp.identity.wireRest());
        return written(out);
    }

    /** What decomposition and diagnosis cannot do without, for when the caps leave little room. */
    static byte[] lean(HopStamp stamp) {
        WireBytes out = SPARES.take().clear();
        appendTimes(out, stamp);
        appendKind(out, stamp);
        return written(out);
    }

    private static byte[] written(WireBytes out) {
        byte[] bytes = out.toBytes();
        SPARES.putBack(out);
        return bytes;
    }

    private static void appendTimes(WireBytes out, HopStamp stamp) {
        out.append(stamp.identity.wireName());
        append(out, ";t=", micros(stamp.totalNanos()));
        append(out, ";u=", micros(stamp.upstreamNanos()));
        append(out, ";q=", micros(stamp.queueNanos()));
        append(out, ";n=", stamp.fanOut());
    }

    private static void appendKind(WireBytes out, HopStamp stamp) {
        HopStamp.Origin origin = stamp.origin();
        if (origin != null) {
            out.append(origin == HopStamp.Origin.OWN ? ";e=own" : ";e=up");
        }
        HopStamp.Kind kind = stamp.kind();
        if (kind != null) {
            out.append(
                    switch (kind) {
                        case SVC -> ";k=svc";
                        case PROXY -> ";k=proxy";
                        case STREAM -> ";k=stream";
                    });
        }
        if (stamp.interceptorClock() || stamp.headerTime()) {
            out.append(";f=").append(stamp.interceptorClock() ? "i" : "").append(stamp.headerTime() ? "h" : "");
        }
    }

    private static long micros(long nanos) {
        return nanos < 0 ? nanos : nanos / 1_000;
    }

    private static void append(WireBytes out, String key, long number) {
        if (number >= 0) {
            out.append(key).append(number);
        }
    }
}
