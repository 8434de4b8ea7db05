package dev.insight.hop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Stamps of any shape, from a seed: sound ones, impossible ones, and texts made to break readers. */
public final class RandomStamps {
    private static final String[] NAMES = {
        "a", "gateway-eu", "mediary-eu", "mediary-sg", "gateway-sg", "payments", "!#$%&'*+.^_`|~"
    };
    private final Random random;

    public RandomStamps(long seed) {
        random = new Random(seed);
    }

    public Random random() {
        return random;
    }

    /** Up to eight stamps by names of a small set, so that duplicates and wrong orders happen. */
    public List<HopStamp> path() {
        List<HopStamp> stamps = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            stamps.add(stamp());
        }
        return stamps;
    }

    /** Up to eight hop names, some twice. */
    public List<String> route() {
        List<String> route = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            route.add(name());
        }
        return route;
    }

    /** A stamp whose every value may be absent and whose durations need not fit together. */
    public HopStamp stamp() {
        return HopStamp.builder(name())
                .totalNanos(duration())
                .upstreamNanos(duration())
                .beforeUpstreamNanos(duration())
                .queueNanos(duration())
                .preTransportNanos(duration())
                .retryNanos(duration())
                .fanOut(random.nextInt(5) - 1)
                .attempts(random.nextInt(5) - 1)
                .arrivalEpochMicros(random.nextBoolean() ? HopStamp.ABSENT : random.nextLong() >>> 1)
                .interceptorClock(random.nextInt(8) == 0)
                .headerTime(random.nextInt(8) == 0)
                .origin(oneOf(HopStamp.Origin.values()))
                .kind(oneOf(HopStamp.Kind.values()))
                .node(text())
                .role(text())
                .region(text())
                .build();
    }

    /** Absent, small, usual or as large as can be, in nanoseconds. */
    public long duration() {
        return switch (random.nextInt(6)) {
            case 0 -> HopStamp.ABSENT;
            case 1 -> random.nextInt(5);
            case 2 -> random.nextLong() >>> 1;
            default -> random.nextInt(200_000_000);
        };
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private @Nullable String text() {
        if (random.nextInt(3) == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append((char) (' ' + random.nextInt(0x7f - ' ')));
        }
        return text.toString();
    }

    private <T> @Nullable T oneOf(T[] values) {
        int i = random.nextInt(values.length + 1);
        return i == values.length ? null : values[i];
    }
}
