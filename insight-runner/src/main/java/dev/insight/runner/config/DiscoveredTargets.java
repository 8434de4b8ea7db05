package dev.insight.runner.config;

import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.runner.discovery.Instance;
import dev.insight.runner.discovery.RegistryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Makes probes of the instances that a registry knows. Instances of the same region, service and route are one path, whose
 * addresses are probed in turn. Immutable.
 */
public final class DiscoveredTargets {
    static final String REGION = "insight_region";
    static final String SERVICE = "insight_service";
    static final String ROUTE = "insight_route";
    private static final String AUTHORITY = "insight_authority";
    private static final String METADATA = "insight_metadata_";
    private static final List<String> KEYS = List.of(REGION, SERVICE, ROUTE, AUTHORITY, METADATA + "KEY");
    private static final Pattern LITERAL = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}");

    private final RegistryConfig registry;
    private final ProbeTemplate template;
    private final Map<String, String> otherwise;
    private final Map<String, List<HopName>> routes;

    /** @param otherwise what holds for instances that do not say it, by the same keys */
    DiscoveredTargets(
            RegistryConfig registry,
            ProbeTemplate template,
            Map<String, String> otherwise,
            Map<String, List<HopName>> routes) {
        this.registry = registry;
        this.template = template;
        this.otherwise = Map.copyOf(otherwise);
        this.routes = Map.copyOf(routes);
    }

    /** Who knows the instances. */
    public RegistryConfig registry() {
        return registry;
    }

    /** How often each is probed. */
    Duration interval() {
        return template.interval();
    }

    /**
     * A probe of each path that {@code instances} are. What an instance says that cannot be used is told to {@code told},
     * and the instance is left out.
     */
    public List<Probe> probes(List<Instance> instances, Consumer<String> told) {
        Consumer<String> problems =
                problem -> told.accept(Reading.clean(problem)); // others' words, which may be anything
        Map<PathId, Found> found = new LinkedHashMap<>();
        List<Instance> ordered = new ArrayList<>(instances);
        ordered.sort(Comparator.comparing(Instance::id));
        for (Instance instance : ordered) {
            String named = "instance " + Reading.quote(instance.id())
                    + (instance.service().isEmpty() ? "" : " of " + Reading.quote(instance.service()));
            try {
                Found one = read(instance, message -> problems.accept(named + ": " + message));
                Found before = found.putIfAbsent(one.id(template.source()), one);
                if (before != null) {
                    before.addresses.addAll(one.addresses);
                }
                if (before != null && !before.template.equals(one.template)) {
                    problems.accept(named + " has another authority or other metadata than the others of "
                            + one.id(template.source()) + ", whose are sent");
                }
            } catch (IllegalArgumentException e) {
                problems.accept(named + " is not probed: " + e.getMessage());
            }
        }
        return found.values().stream().map(each -> each.probe(problems)).toList();
    }

    /** One path, and where it leads. */
    private record Found(ProbeTemplate template, String region, String service, Route route, Set<String> addresses) {
        PathId id(String source) {
            return new PathId(source, region, route.name(), service);
        }

        Probe probe(Consumer<String> problems) {
            List<String> literals = addresses.stream().filter(Found::isLiteral).toList();
            String first = addresses.iterator().next();
            if (addresses.size() == 1) {
                return template.probe(region, service, first, route);
            }
            if (literals.size() < addresses.size()) {
                problems.accept(id(template.source()) + " has several addresses, some of them names, " + addresses
                        + ": the literal ones are probed, or else the first; let one name resolve to all");
            }
            String address = literals.isEmpty() ? first : "ipv4:" + String.join(",", literals);
            return template.probe(region, service, address, route);
        }

        private static boolean isLiteral(String address) {
            return address.startsWith("[")
                    || LITERAL.matcher(address.substring(0, address.lastIndexOf(':')))
                            .matches();
        }
    }

    private Found read(Instance instance, Consumer<String> problems) {
        Map<String, String> says = instance.says();
        Map<String, String> metadata = new HashMap<>(template.metadata());
        says.forEach((key, value) -> {
            if (key.startsWith(METADATA)) {
                String name = key.substring(METADATA.length());
                MetadataForms.checkKey(name);
                metadata.put(name, MetadataForms.checkValue(name, value));
            } else if (!KEYS.contains(key)) {
                problems.accept(Reading.quote(key) + " is not a known key, " + Nearest.advice(key, KEYS));
            }
        });
        String region = name(says, REGION, instance.place());
        String service = name(says, SERVICE, instance.service());
        String authority = says.get(AUTHORITY);
        if (authority != null) {
            Addresses.checkAuthority(authority, authority);
        }
        boolean isIpv6 = instance.host().indexOf(':') >= 0;
        String host = isIpv6 ? "[" + instance.host() + "]" : instance.host();
        String address = host + ":" + instance.port();
        return new Found(
                template.with(authority == null ? template.authority() : authority, metadata),
                region,
                service,
                route(name(says, ROUTE, Targets.DIRECT), region, service),
                new TreeSet<>(Set.of(Addresses.checkTarget(address, address))));
    }

    private String name(Map<String, String> says, String key, String known) {
        String value = says.getOrDefault(key, otherwise.getOrDefault(key, known));
        if (value.isEmpty()) {
            throw new IllegalArgumentException("it does not say its " + key + ", label it or name one for all");
        }
        return Names.check(value, key + " " + Reading.quote(value));
    }

    private Route route(String name, String region, String service) {
        List<HopName> hops = routes.get(name);
        if (hops == null && name.equals(Targets.DIRECT)) {
            return Route.of(name, service);
        }
        if (hops == null) {
            throw new IllegalArgumentException(ROUTE + " " + Reading.quote(name) + " is not among routes, "
                    + Nearest.advice(name, List.copyOf(routes.keySet())));
        }
        Map<String, String> variables = Map.of("source", template.source(), "target", region, "service", service);
        return new Route(name, HopName.expand(hops, variables, (hop, message) -> {
            throw new IllegalArgumentException("its route's hop " + hop.template() + " " + message);
        }));
    }
}
