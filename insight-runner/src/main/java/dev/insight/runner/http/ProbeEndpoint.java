package dev.insight.runner.http;

import com.sun.net.httpserver.HttpExchange;
import dev.insight.runner.blackbox.Blackbox;
import dev.insight.runner.blackbox.BlackboxConfig;
import dev.insight.runner.blackbox.ModuleText;
import dev.insight.runner.blackbox.ProbeAnswer;
import dev.insight.runner.blackbox.ProbeModule;
import dev.insight.runner.blackbox.ProbeRequest;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /probe?target=&module=}. A request holds no thread of the server while its probe is under way; the answer is written on
 * one, where those who do not read are cut off. Thread-safe.
 */
final class ProbeEndpoint {
    static final String SCRAPE_TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";

    private static final Logger LOG = System.getLogger(ProbeEndpoint.class.getName());
    private static final String DEFAULT_MODULE = "http_2xx";
    private static final int MAX_CHARS = 2_048;

    private final Blackbox blackbox;
    private final Supplier<BlackboxConfig> config;
    private final ExchangeThreads threads;
    private final Access access;
    private final ExpositionFormatWriter text = ExpositionFormats.init().getPrometheusTextFormatWriter();

    ProbeEndpoint(Blackbox blackbox, Supplier<BlackboxConfig> config, ExchangeThreads threads, Access access) {
        this.blackbox = blackbox;
        this.config = config;
        this.threads = threads;
        this.access = access;
    }

    /** Answers, or begins a probe that will; true if the exchange is kept until then. */
    boolean begin(HttpExchange exchange, Reply reply) throws IOException {
        BlackboxConfig now = config.get();
        String refusal = access.refusalOfProbe(exchange, now.named());
        if (refusal != null) {
            reply.text(403, refusal + "\n");
            return false;
        }
        QueryParameters query = new QueryParameters(exchange.getRequestURI().getRawQuery());
        ProbeModule.Known module = module(query.get("module"), now, reply);
        if (module == null) {
            return false;
        }
        String target = query.get("target");
        String hostname = query.get("hostname");
        if (target.isEmpty()) {
            reply.text(400, "the target is missing, write ?target=host:port\n");
            return false;
        }
        if (target.length() > MAX_CHARS || hostname.length() > MAX_CHARS) {
            reply.text(400, "target and hostname may have " + MAX_CHARS + " characters\n");
            return false;
        }
        Duration timeout;
        try {
            timeout = ProbeTimeout.of(exchange.getRequestHeaders().getFirst(SCRAPE_TIMEOUT), module.timeout());
        } catch (IllegalArgumentException e) {
            reply.text(500, e.getMessage() + "\n"); // not 400: as blackbox_exporter
            return false;
        }
        boolean debug = query.get("debug").equals("true");
        ProbeRequest request = new ProbeRequest(module, target, hostname.isEmpty() ? null : hostname, timeout);
        Runnable connection = threads.connection();
        boolean begun = blackbox.probe(request, answer -> answer(exchange, connection, reply, module, answer, debug));
        if (!begun) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            reply.text(503, "as many probes are under way as may be, " + Blackbox.MAX_PROBES + "; ask again\n");
        }
        return begun;
    }

    private static ProbeModule.@Nullable Known module(String asked, BlackboxConfig config, Reply reply)
            throws IOException {
        String name = asked.isEmpty() ? DEFAULT_MODULE : asked;
        ProbeModule module = config.modules().get(name);
        if (module instanceof ProbeModule.Known known) {
            return known;
        }
        TreeSet<String> known = new TreeSet<>();
        config.modules().forEach((each, is) -> {
            if (is instanceof ProbeModule.Known) {
                known.add(each);
            }
        });
        String which = asked.isEmpty() ? "module is missing, which stands for " + DEFAULT_MODULE + ", and " : "";
        String why = module == null
                ? "there is no module " + shown(name)
                : "the module " + shown(name) + " is of the prober " + shown(module.prober())
                        + ", which is left to blackbox_exporter";
        String right =
                known.isEmpty() ? "; the file has none of grpc or tcp" : "; there are " + String.join(", ", known);
        reply.text(400, which + why + right + "\n");
        return null;
    }

    private static String shown(String name) {
        String bounded = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }

    private void answer(
            HttpExchange exchange,
            Runnable connection,
            Reply reply,
            ProbeModule.Known module,
            ProbeAnswer answer,
            boolean debug) {
        try {
            threads.execute(() -> {
                threads.reachedHandler();
                try (exchange) {
                    write(reply, module, answer, debug);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "a client went away", e);
                    exchange.close();
                    connection.run();
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "cannot answer /probe", e);
                    reply.failQuietly();
                }
            });
        } catch (RejectedExecutionException e) {
            exchange.close(); // the server has ended meanwhile
        } catch (Error e) {
            exchange.close(); // the system has no more threads
            throw e;
        }
    }

    private void write(Reply reply, ProbeModule.Known module, ProbeAnswer answer, boolean debug) throws IOException {
        ByteArrayOutputStream metrics = new ByteArrayOutputStream();
        text.write(metrics, answer.metrics(), EscapingScheme.UNDERSCORE_ESCAPING);
        if (debug) {
            reply.text(
                    200,
                    "What was done:\n" + answer.log() + "\nMetrics that would have been returned:\n"
                            + metrics.toString(StandardCharsets.UTF_8) + "\nThe module:\n" + ModuleText.of(module));
        } else {
            reply.whole(200, text.getContentType(), metrics.toByteArray());
        }
    }
}
