package dev.insight.runner;

import dev.insight.Insight;
import dev.insight.InsightListener;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.TargetSource;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole runner inside this process: probes what a {@link TargetSource} names, keeps the recent past of each path and
 * serves metrics and the API over HTTP. Owns its threads and its transport. Thread-safe.
 *
 * <pre>{@code
 * try (Runner runner = Runner.builder()
 *         .region("eu")
 *         .targets(TargetSource.of(probe))
 *         .transport(GrpcInsight.transport())
 *         .build()
 *         .start()) {
 *     System.out.println(runner.uri());
 * }
 * }</pre>
 */
public final class Runner implements AutoCloseable {
    private final Insight insight;
    private final PathStore store = PathStore.create();
    private final String description;

    private Runner(Builder builder) {
        Insight.Builder building = Insight.builder(Objects.requireNonNull(builder.transport, "transport == null"))
                .targets(builder.targets)
                .listener(store);
        builder.listeners.forEach(building::listener);
        insight = building.build();
        description = "Runner in " + builder.region + " at " + builder.listen + " recording to " + builder.recording;
    }

    /** Starts a runner that listens on a free port of the loopback interface and probes nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins to serve and to probe. Returns this.
     *
     * @throws IOException when the address cannot be listened on or the recording cannot be written
     */
    public Runner start() throws IOException {
        insight.start();
        return this;
    }

    /** Where the HTTP side is reached, such as {@code http://127.0.0.1:9464}. */
    public URI uri() {
        throw new IllegalStateException("not listening: " + this);
    }

    /** What is known of each path now. */
    public PathStore store() {
        return store;
    }

    /** Asks the target source at once; returns when paths were added and removed. */
    public void refresh() {
        insight.refresh();
    }

    /** Stops probing, tells listeners what is still to tell, closes HTTP and the recording, and ends every thread. */
    @Override
    public void close() {
        insight.close();
    }

    @Override
    public String toString() {
        return description;
    }

    /** Collects what a runner is made of. Not safe for use by many threads. */
    public static final class Builder {
        private final List<InsightListener> listeners = new ArrayList<>();
        private String region = "local";
        private InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
        private TargetSource targets = TargetSource.of();
        private @Nullable ProbeTransport transport;
        private @Nullable Path recording;

        private Builder() {}

        /** Where this runner runs: the source of metrics about the prober itself; {@code local} unless set. */
        public Builder region(String newRegion) {
            region = Objects.requireNonNull(newRegion, "region == null");
            return this;
        }

        /** Where HTTP is served, port 0 for any free one; a free port of the loopback interface unless set. */
        public Builder listen(InetSocketAddress address) {
            listen = Objects.requireNonNull(address, "address == null");
            return this;
        }

        /** What is to be probed; nothing unless set. */
        public Builder targets(TargetSource source) {
            targets = Objects.requireNonNull(source, "source == null");
            return this;
        }

        /** What sends the probes; it is closed with the runner. Required. */
        public Builder transport(ProbeTransport newTransport) {
            transport = Objects.requireNonNull(newTransport, "transport == null");
            return this;
        }

        /** Adds a listener, told after the runner's own. */
        public Builder listener(InsightListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener == null"));
            return this;
        }

        /** Writes every report to {@code file} in the recording format; nothing is recorded unless set. */
        public Builder record(Path file) {
            recording = Objects.requireNonNull(file, "file == null");
            return this;
        }

        public Runner build() {
            return new Runner(this);
        }
    }
}
