package dev.insight.probe;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path and how often it is measured. Immutable; equal probes are the same work. */
public final class Probe {
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofDays(1);

    private final PathId path;
    private final Target target;
    private final Route route;
    private final Duration interval;
    private final Duration timeout;
    private final Duration coldInterval;
    private final Duration partialInterval;

    private Probe(Builder builder) {
        target = builder.target;
        route = builder.route;
        path = new PathId(builder.source, target.region(), route.name(), target.service());
        interval = builder.interval;
        timeout = builder.timeout;
        coldInterval = builder.coldInterval;
        partialInterval = builder.partialInterval;
    }

    /** Starts a probe of {@code target} over {@code route} by a prober in region {@code source}. */
    public static Builder builder(String source, Target target, Route route) {
        return new Builder(source, target, route);
    }

    public PathId path() {
        return path;
    }

    public Target target() {
        return target;
    }

    public Route route() {
        return route;
    }

    /** Between two intended starts of the warm probe. */
    public Duration interval() {
        return interval;
    }

    /** From a probe's start to its end, name resolution included; may exceed the interval. */
    public Duration timeout() {
        return timeout;
    }

    /** Between two cold probes; zero turns them off. */
    public Duration coldInterval() {
        return coldInterval;
    }

    /** Between two partial-path probes, which take the route's hops in turn; zero turns them off. */
    public Duration partialInterval() {
        return partialInterval;
    }

    /**
     * Whether what is known of the one holds for the other. They may differ in how the target is reached: its address, its
     * authority, TLS and metadata.
     */
    public boolean measuresSameAs(Probe that) {
        return path.equals(that.path)
                && target.method().equals(that.target.method())
                && route.equals(that.route)
                && interval.equals(that.interval)
                && timeout.equals(that.timeout)
                && coldInterval.equals(that.coldInterval)
                && partialInterval.equals(that.partialInterval);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        // All probes are compared every second, most of them with themselves.
        return this == other || (other instanceof Probe that && measuresSameAs(that) && target.equals(that.target));
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, target, route, interval, timeout);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Collects a probe's properties. Not safe for use by many threads. */
    public static final class Builder {
        private final String source;
        private final Target target;
        private final Route route;
        private Duration interval = Duration.ofSeconds(5);
        private Duration timeout = Duration.ofSeconds(2);
        private Duration coldInterval = Duration.ofMinutes(1);
        private Duration partialInterval = Duration.ofSeconds(30);

        private Builder(String source, Target target, Route route) {
            this.source = Objects.requireNonNull(source, "source == null");
            this.target = Objects.requireNonNull(target, "target == null");
            this.route = Objects.requireNonNull(route, "route == null");
        }

        /** From a millisecond to a day; 5 seconds unless set. */
        public Builder interval(Duration newInterval) {
            interval = newInterval;
            return this;
        }

        /** From a millisecond to a day; 2 seconds unless set. */
        public Builder timeout(Duration newTimeout) {
            timeout = newTimeout;
            return this;
        }

        /** Zero for never, or from a millisecond to a day; one minute unless set. */
        public Builder coldInterval(Duration newInterval) {
            coldInterval = newInterval;
            return this;
        }

        /** Zero for never, or from a millisecond to a day; 30 seconds unless set. */
        public Builder partialInterval(Duration newInterval) {
            partialInterval = newInterval;
            return this;
        }

        public Probe build() {
            requireWithinBounds("interval", interval);
            requireWithinBounds("timeout", timeout);
            requireZeroOrWithinBounds("coldInterval", coldInterval);
            requireZeroOrWithinBounds("partialInterval", partialInterval);
            return new Probe(this);
        }

        private static void requireWithinBounds(String what, Duration value) {
            if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
                throw new IllegalArgumentException(what + " must be from 1 ms to 24 h: " + value);
            }
        }

        private static void requireZeroOrWithinBounds(String what, Duration value) {
            if (!value.isZero() && (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0)) {
                throw new IllegalArgumentException(what + " must be zero or from 1 ms to 24 h: " + value);
            }
        }
    }
}
