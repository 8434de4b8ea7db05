package dev.insight.runner.config;

import dev.insight.probe.Method;
import dev.insight.probe.PathId;
import dev.insight.probe.Pem;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Tls;
import dev.insight.runner.config.Section.Fields;
import dev.insight.runner.discovery.ConsulConfig;
import dev.insight.runner.discovery.FileConfig;
import dev.insight.runner.discovery.RegistryConfig;
import dev.insight.runner.discovery.SrvConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes probes of the file's targets. */
final class Targets {
    static final String DIRECT = "direct";
    private static final byte[] EMPTY = {};

    private final Fields root;
    private final Reading reading;
    private final String source;
    private final @Nullable Fields defaults;
    private final Map<String, Fields> routes;

    Targets(Fields root, Reading reading) {
        this.root = root;
        this.reading = reading;
        source = root.get(Schema.REGION, "?");
        defaults = root.get(Schema.DEFAULT_VALUES);
        routes = root.get(Schema.ROUTES, Map.of());
    }

    /** A probe for each target that could be read. */
    List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        Map<PathId, Fields> first = new HashMap<>();
        for (Fields fields : root.get(Schema.TARGETS, List.of())) {
            Probe probe = probe(fields);
            if (probe == null) {
                continue;
            }
            Fields before = first.putIfAbsent(probe.path(), fields);
            if (before == null) {
                probes.add(probe);
            } else {
                String where = before.path + " at " + Reading.place(before.at);
                reading.problem(
                        fields.at,
                        fields.path,
                        "is the same path as " + where + ", change its region, route or service, or remove it");
            }
        }
        return probes;
    }

    private @Nullable Probe probe(Fields fields) {
        String region = fields.get(Schema.TARGET_REGION);
        String service = fields.get(Schema.SERVICE);
        String address = fields.get(Schema.ADDRESS);
        ProbeTemplate template = template(fields);
        return region == null || service == null || address == null
                ? null
                : template.probe(region, service, address, route(fields, region, service));
    }

    /** What {@code fields} say of probes besides where they lead. */
    private ProbeTemplate template(Fields fields) {
        checkRoute(fields);
        return new ProbeTemplate(
                source,
                method(fields),
                tls(fields),
                fields.get(Schema.AUTHORITY),
                metadata(fields),
                duration(fields, Schema.INTERVAL),
                duration(fields, Schema.TIMEOUT),
                duration(fields, Schema.COLD_INTERVAL),
                duration(fields, Schema.PARTIAL_INTERVAL));
    }

    /** How what others know is probed. */
    List<DiscoveredTargets> discovered() {
        List<DiscoveredTargets> all = new ArrayList<>();
        Fields discovery = root.get(Schema.DISCOVERY);
        for (Key<Fields> key : List.of(Schema.CONSUL, Schema.FILE, Schema.SRV)) {
            Fields fields = discovery == null ? null : discovery.get(key);
            RegistryConfig registry = fields == null ? null : registry(key, fields);
            if (fields != null && registry != null) {
                all.add(discovered(registry, fields));
            }
        }
        return all;
    }

    /** Who is asked, or null if the file does not say it well, which has left a problem behind. */
    private static @Nullable RegistryConfig registry(Key<Fields> key, Fields fields) {
        if (key == Schema.FILE) {
            Path file = fields.get(Schema.LIST);
            return file == null ? null : new FileConfig(file);
        }
        if (key == Schema.SRV) {
            String name = fields.get(Schema.SRV_NAME);
            return name == null ? null : new SrvConfig(name, fields.get(Schema.SRV_SERVER, ""));
        }
        URI address = fields.get(Schema.CONSUL_ADDRESS);
        String service = fields.get(Schema.CONSUL_SERVICE);
        return address == null || service == null
                ? null
                : new ConsulConfig(
                        address,
                        service,
                        fields.get(Schema.DATACENTER),
                        fields.orPreset(Schema.PASSING_ONLY),
                        fields.get(Schema.CONSUL_TOKEN),
                        fields.get(Schema.CONSUL_CA));
    }

    private DiscoveredTargets discovered(RegistryConfig registry, Fields fields) {
        Map<String, List<HopName>> hops = new HashMap<>();
        routes.forEach((name, route) -> hops.put(name, route.get(Schema.HOPS, List.of())));
        Map<String, String> otherwise = new HashMap<>();
        otherwise.put(DiscoveredTargets.ROUTE, fields.orPreset(Schema.ROUTE_NAME));
        if (fields.has(Schema.FOUND_REGION)) {
            otherwise.put(DiscoveredTargets.REGION, fields.get(Schema.FOUND_REGION, "?"));
        }
        if (fields.has(Schema.FOUND_SERVICE)) {
            otherwise.put(DiscoveredTargets.SERVICE, fields.get(Schema.FOUND_SERVICE, "?"));
        }
        return new DiscoveredTargets(registry, template(fields), otherwise, hops);
    }

    private Duration duration(Fields fields, Key<Duration> key) {
        Duration own = fields.get(key);
        return own != null ? own : defaults == null ? key.preset() : defaults.orPreset(key);
    }

    private void checkRoute(Fields fields) {
        String name = fields.orPreset(Schema.ROUTE_NAME);
        if (routes.containsKey(name) || name.equals(DIRECT)) {
            return;
        }
        String advice = root.has(Schema.ROUTES)
                ? " is not among routes, " + Nearest.advice(name, List.copyOf(routes.keySet()))
                : " is not defined, write routes: { " + name + ": { hops: […] } }";
        reading.problem(fields.at(Schema.ROUTE_NAME), fields.path(Schema.ROUTE_NAME), Reading.quote(name) + advice);
    }

    private Route route(Fields fields, String region, String service) {
        String name = fields.orPreset(Schema.ROUTE_NAME);
        Fields route = routes.get(name);
        if (route == null) {
            return Route.of(name, service); // direct, which needs no definition
        }
        Map<String, String> variables = Map.of("source", source, "target", region, "service", service);
        List<String> ordered = HopName.expand(
                route.get(Schema.HOPS, List.of()),
                variables,
                (hop, message) -> reading.problem(hop.at(), hop.key(), message));
        return new Route(name, ordered);
    }

    private Map<String, String> metadata(Fields fields) {
        Map<String, String> metadata = new LinkedHashMap<>(fields.get(Schema.METADATA, Map.of()));
        fields.get(Schema.METADATA_FILE, Map.of()).forEach((key, value) -> {
            if (metadata.putIfAbsent(key, value) != null) {
                reading.problem(
                        fields.at(Schema.METADATA_FILE),
                        fields.path(Schema.METADATA_FILE) + "." + key,
                        "stands in metadata too, keep one");
            }
        });
        return metadata;
    }

    private @Nullable Tls tls(Fields fields) {
        Fields tls = fields.get(Schema.TARGET_TLS);
        if (tls == null) {
            return null;
        }
        Path cert = tls.get(Schema.CERT);
        Path key = tls.get(Schema.KEY);
        if (tls.has(Schema.CERT) != tls.has(Schema.KEY)) {
            Key<?> there = tls.has(Schema.CERT) ? Schema.CERT : Schema.KEY;
            Key<?> missing = tls.has(Schema.CERT) ? Schema.KEY : Schema.CERT;
            reading.problem(tls.at(there), tls.path(there), "needs " + missing + " beside it, write both or neither");
        }
        // One that is wrong has left a problem behind already.
        boolean both = cert != null && key != null;
        if (cert != null && key != null && !mayBePair(cert, key)) {
            reading.problem(
                    tls.at(Schema.KEY),
                    tls.path(Schema.KEY),
                    key + " is not the key of the certificate in " + cert + ", name the two that belong together");
        }
        return new Tls(tls.get(Schema.CA), both ? cert : null, both ? key : null);
    }

    /** Whether nothing speaks against it; files that hold neither are another problem. */
    private static boolean mayBePair(Path cert, Path key) {
        try {
            return Pem.isPair(Pem.certificates("cert", cert)[0], Pem.privateKey("key", key));
        } catch (IOException e) {
            return true;
        }
    }

    private Method method(Fields fields) {
        String name = fields.get(Schema.METHOD);
        boolean generic = fields.has(Schema.METHOD);
        for (Key<?> health : List.of(Schema.HEALTH_SERVICE, Schema.WATCH)) {
            if (generic && fields.has(health)) {
                reading.problem(fields.at(health), fields.path(health), "goes with health checks, remove it or method");
            }
        }
        for (Key<?> payload : List.of(Schema.PAYLOAD_FILE, Schema.PAYLOAD_BASE64)) {
            if (!generic && fields.has(payload)) {
                reading.problem(fields.at(payload), fields.path(payload), "goes with method, add method or remove it");
            }
        }
        if (fields.has(Schema.PAYLOAD_FILE) && fields.has(Schema.PAYLOAD_BASE64)) {
            reading.problem(
                    fields.at(Schema.PAYLOAD_BASE64),
                    fields.path(Schema.PAYLOAD_BASE64),
                    "stands beside payload_file, keep one");
        }
        if (name != null) {
            byte[] payload = fields.get(Schema.PAYLOAD_FILE);
            return Method.unary(name, payload == null ? fields.get(Schema.PAYLOAD_BASE64, EMPTY) : payload);
        }
        try {
            String service = fields.get(Schema.HEALTH_SERVICE, "");
            return fields.orPreset(Schema.WATCH) ? Method.healthWatch(service) : Method.healthCheck(service);
        } catch (IllegalArgumentException e) {
            reading.problem(
                    fields.at(Schema.HEALTH_SERVICE),
                    fields.path(Schema.HEALTH_SERVICE),
                    e.getMessage() + ", shorten it");
            return Method.healthCheck("");
        }
    }
}
