package dev.insight.runner.load;

import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.LoadSource;
import dev.insight.hop.Ticker;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts' load every five seconds from where the configuration says, and answers from memory. What cannot be read is
 * told no more, and so grows old and unknown. Thread-safe.
 */
public final class HostLoads implements LoadSource, AutoCloseable {
    private static final Logger LOGGER = System.getLogger(HostLoads.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 16 << 20;

    private final Fetch fetch;
    private final List<Readings> readings = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "insight-host-load");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> polling;

    private HostLoads(Fetch fetch) {
        this.fetch = fetch;
    }

    /**
     * Begins to read.
     *
     * @throws IOException if the file of trusted authorities is not what it should be; the message names it
     */
    public static HostLoads start(HostLoadConfig config) throws IOException {
        return start(config, PERIOD);
    }

    static HostLoads start(HostLoadConfig config, Duration period) throws IOException {
        Fetch fetch = Fetch.upTo(MOST_BYTES, config.ca(), "host_load.ca");
        HostLoads made = new HostLoads(fetch);
        if (config.prometheus() != null) {
            made.readings.add(new PrometheusLoads(config.prometheus(), fetch));
        }
        if (!config.nodeExporters().isEmpty()) {
            made.readings.add(new NodeExporters(config.nodeExporters(), fetch, Ticker.system()));
        }
        made.polling = made.timer.scheduleWithFixedDelay(made::read, 0, period.toNanos(), TimeUnit.NANOSECONDS);
        return made;
    }

    private void read() {
        for (Readings each : readings) {
            try {
                each.read();
            } catch (RuntimeException e) { // or nothing would ever be read again
                // One that was closed meanwhile has nobody to ask, which is no news.
                LOGGER.log(
                        timer.isShutdown() ? Level.DEBUG : Level.WARNING,
                        "insight: the load of hosts cannot be asked for",
                        e);
            }
        }
    }

    @Override
    public List<HostLoad> loads() {
        List<HostLoad> all = new ArrayList<>();
        readings.forEach(each -> all.addAll(each.latest()));
        return all;
    }

    /** Reads no more. */
    @Override
    public void close() {
        if (polling != null) {
            polling.cancel(false);
        }
        timer.shutdownNow();
        fetch.close();
    }
}
