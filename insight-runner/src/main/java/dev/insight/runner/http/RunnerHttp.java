package dev.insight.runner.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import dev.insight.InsightStatus;
import dev.insight.hop.Ticker;
import dev.insight.runner.blackbox.Blackbox;
import dev.insight.runner.blackbox.BlackboxConfig;
import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.global.GlobalSnapshot;
import dev.insight.runner.history.History;
import dev.insight.runner.history.OlderHistory;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.region.RegionConfig;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runner's HTTP side, on the JDK's own server. Serves from {@link Builder#start} until {@link #close}; its threads are
 * daemons named {@code insight-http-…}. Thread-safe.
 */
public final class RunnerHttp implements AutoCloseable {
    static {
        // Read once by the JDK, before its first server is made. What the user has set stays.
        setUnlessSet("jdk.httpserver.maxConnections", "1000");
        setUnlessSet("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExchangeThreads threads;
    private final Blackbox blackbox;
    private final EventStreams events;
    private final String scheme;

    private RunnerHttp(
            HttpServer server, ExchangeThreads threads, Blackbox blackbox, EventStreams events, String scheme) {
        this.server = server;
        this.threads = threads;
        this.blackbox = blackbox;
        this.events = events;
        this.scheme = scheme;
    }

    /** Starts a server of these metrics and paths. */
    public static Builder builder(PrometheusMetrics metrics, PathStore store) {
        return new Builder(metrics, store);
    }

    /** Where the server is reached: its address, or the loopback one where it listens on all. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        InetAddress host = address.getAddress();
        String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return URI.create(
                scheme + "://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + address.getPort());
    }

    /** How many streams of events are open. */
    int streams() {
        return events.open();
    }

    /** Stops serving at once; requests under way are cut off. */
    @Override
    public void close() {
        events.close();
        server.stop(0);
        blackbox.close();
        threads.close();
    }

    private static void setUnlessSet(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /** Collects what a server is made of. Not safe for use by many threads. */
    public static final class Builder {
        private final PrometheusMetrics metrics;
        private final PathStore store;
        private InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
        private HttpConfig security = HttpConfig.open();
        private Supplier<BlackboxConfig> probes = () -> BlackboxConfig.builtIn(false);
        private BooleanSupplier ready = () -> true;
        private ReloadAction reload = () -> {
            throw new UnsupportedOperationException("this runner was not started from a configuration file");
        };
        private @Nullable Supplier<GlobalSnapshot> global;
        private final StatusSources status = new StatusSources();
        private Duration eventPeriod = Duration.ofSeconds(1);
        private @Nullable History history;
        private @Nullable OlderHistory older;
        private Ticker ticker = Ticker.system();
        private int maxThreads = 64;

        private Builder(PrometheusMetrics metrics, PathStore store) {
            this.metrics = Objects.requireNonNull(metrics, "metrics == null");
            this.store = Objects.requireNonNull(store, "store == null");
        }

        /** Where to listen, port 0 for any free one; a free port of the loopback interface unless set. */
        public Builder listen(InetSocketAddress address) {
            listen = Objects.requireNonNull(address, "address == null");
            return this;
        }

        /** TLS, client certificates and basic authentication; none unless set. */
        public Builder security(HttpConfig config) {
            security = Objects.requireNonNull(config, "config == null");
            return this;
        }

        /** What {@code /probe} offers, asked for each time; the built-in modules, for this machine, unless set. */
        public Builder probes(Supplier<BlackboxConfig> config) {
            probes = Objects.requireNonNull(config, "config == null");
            return this;
        }

        /** What {@code /readyz} says; always ready unless set. */
        public Builder ready(BooleanSupplier newReady) {
            ready = Objects.requireNonNull(newReady, "ready == null");
            return this;
        }

        /** What {@code POST /-/reload} does; it fails unless set. */
        public Builder reload(ReloadAction action) {
            reload = Objects.requireNonNull(action, "action == null");
            return this;
        }

        /** What {@code /api/v1/global} tells; it is not found unless set. */
        public Builder global(Supplier<GlobalSnapshot> view) {
            global = Objects.requireNonNull(view, "view == null");
            return this;
        }

        /** How the prober does now, or null before it runs; unknown unless set. */
        public Builder status(Supplier<@Nullable InsightStatus> insight) {
            status.insight = Objects.requireNonNull(insight, "insight == null");
            return this;
        }

        /** Where regions are, asked for each time; by their names unless set. */
        public Builder regions(Supplier<Map<String, RegionConfig>> configured) {
            status.regions = Objects.requireNonNull(configured, "configured == null");
            return this;
        }

        /** The name of the file that incidents are kept in; they are kept nowhere unless set. */
        public Builder incidentsKept(String fileName) {
            status.incidentsKept = Objects.requireNonNull(fileName, "fileName == null");
            return this;
        }

        Builder eventsEvery(Duration period) {
            eventPeriod = period;
            return this;
        }

        /** What paths' {@code /history} tells; they are not found unless set. */
        public Builder history(History kept) {
            history = Objects.requireNonNull(kept, "history == null");
            status.history = kept::usage;
            return this;
        }

        /** Who knows of what is older than that; nobody unless set. */
        public Builder older(OlderHistory source) {
            older = Objects.requireNonNull(source, "source == null");
            return this;
        }

        Builder ticker(Ticker newTicker) {
            ticker = newTicker;
            return this;
        }

        Builder maxThreads(int count) {
            maxThreads = count;
            return this;
        }

        /**
         * Listens and serves.
         *
         * @throws BindException when the address cannot be listened on, naming it
         * @throws IOException when a certificate cannot be read
         */
        public RunnerHttp start() throws IOException {
            // Before the server is made, so that a bad certificate leaves nothing behind.
            HttpsConfigurator tls = security.cert() == null ? null : ServerTls.configurator(security);
            HttpServer server = BoundServer.open(listen, tls);
            ExchangeThreads threads = new ExchangeThreads(maxThreads, ticker);
            server.setExecutor(threads);
            Access access = new Access(security);
            Blackbox blackbox = Blackbox.create(ticker);
            metrics.probesRefused(blackbox, Blackbox::refused);
            status.ticker = ticker;
            StatusJson statusJson = new StatusJson(store, status, global != null);
            EventStreams events = new EventStreams(
                    new EventFeed(store, statusJson), access, threads, Math.max(1, maxThreads / 4), ticker);
            Router router = new Router(
                    access,
                    new Endpoints(metrics, store, statusJson, ready, reload),
                    new ProbeEndpoint(blackbox, probes, threads, access),
                    new GlobalEndpoints(global),
                    events,
                    new HistoryEndpoint(history, older, ticker));
            server.createContext("/", exchange -> {
                threads.reachedHandler();
                router.handle(exchange);
            });
            server.start();
            threads.watch();
            events.start(eventPeriod);
            return new RunnerHttp(server, threads, blackbox, events, tls == null ? "http" : "https");
        }
    }
}
