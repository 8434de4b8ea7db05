package dev.insight.benchmarks.diagnosis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A hop of the simulated layer. Immutable.
 *
 * @param name as routes and stamps have it
 * @param role gateway, mediary or service
 * @param region where it runs
 * @param nodes the names of its instances
 */
record Site(String name, String role, String region, List<String> nodes) {
    Site {
        nodes = List.copyOf(nodes);
    }

    static Site of(String kind, String role, String region, int instances) {
        String name = kind + "-" + region;
        return new Site(
                name,
                role,
                region,
                IntStream.rangeClosed(1, instances)
                        .mapToObj(i -> name + "-" + i)
                        .toList());
    }

    boolean isService() {
        return role.equals("service");
    }
}
