package dev.insight.micrometer;

import dev.insight.hop.HopListener;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes meters of a service's or a proxy's own traffic: what this process took as a hop of calls it served, and how the
 * calls it made and sampled split by hop and link. Labels are names given here; everything else counts as {@code other},
 * because names and methods come over the wire. Thread-safe.
 *
 * <pre>{@code
 * HopMetrics metrics = HopMetrics.builder().hops("gateway-eu", "payments").build();
 * metrics.bindTo(registry);
 * GrpcInsight.builder("checkout").listener(metrics)…
 * }</pre>
 */
public final class HopMetrics implements HopListener, MeterBinder, AutoCloseable {
    private final String caller;
    private final Set<String> hops;
    private final Set<String> methods;
    private volatile @Nullable HopMeters meters;

    private HopMetrics(Builder builder) {
        caller = builder.caller;
        hops = Set.copyOf(builder.hops);
        methods = Set.copyOf(builder.methods);
    }

    /** Starts metrics that know no names yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Puts the meters into {@code registry}; a second call with the same one does nothing. What happens before is not
     * counted.
     *
     * @throws IllegalStateException if they are in another registry already; a {@code CompositeMeterRegistry} is the way
     *     to have them in two
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry == null");
        HopMeters bound = meters;
        if (bound == null) {
            meters = new HopMeters(registry, new AllowedNames(caller, hops), methods);
        } else if (bound.registry() != registry) {
            throw new IllegalStateException(
                    "already bound to " + bound.registry() + "; bind to a CompositeMeterRegistry instead");
        }
    }

    @Override
    public void onStamp(HopStamp stamp, String outcome) {
        HopMeters bound = meters;
        if (bound != null) {
            bound.addStamp(stamp, outcome);
        }
    }

    @Override
    public void onWriteLag(HopStamp stamp, long nanos) {
        HopMeters bound = meters;
        if (bound != null) {
            bound.addWriteLag(stamp, nanos);
        }
    }

    @Override
    public void onCall(SampledCall call) {
        HopMeters bound = meters;
        if (bound != null) {
            bound.addCall(call);
        }
    }

    /** Takes every meter out of the registry; what happens after is not counted. */
    @Override
    public synchronized void close() {
        HopMeters bound = meters;
        meters = null;
        if (bound != null) {
            bound.close();
        }
    }

    /** Collects the names that may be labels. Not safe for use by many threads. */
    public static final class Builder {
        private final Set<String> hops = new LinkedHashSet<>();
        private final Set<String> methods = new LinkedHashSet<>();
        private String caller = "caller";

        private Builder() {}

        /** The name of this process where a link starts at it; {@code caller} unless set. */
        public Builder caller(String name) {
            caller = Objects.requireNonNull(name, "caller == null");
            return this;
        }

        /** Adds hops that may be labels: this process's own name and those it calls through. */
        public Builder hops(String... names) {
            return hops(List.of(names));
        }

        /** Adds hops that may be labels. */
        public Builder hops(Collection<String> names) {
            hops.addAll(names);
            return this;
        }

        /** Adds methods that may be labels, as {@code package.Service/Method}. */
        public Builder methods(String... fullNames) {
            methods.addAll(List.of(fullNames));
            return this;
        }

        public HopMetrics build() {
            return new HopMetrics(this);
        }
    }
}
