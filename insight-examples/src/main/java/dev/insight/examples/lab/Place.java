package dev.insight.examples.lab;

import java.util.List;

/**
 * Where calls pass or begin, by its role and region. Immutable.
 *
 * @param role {@code prober}, {@code gateway}, {@code mediary} or {@code service}
 * @param region where it is
 */
record Place(String role, String region) {
    static Place prober(String region) {
        return new Place("prober", region);
    }

    static Place gateway(String region) {
        return new Place("gateway", region);
    }

    static Place mediary(String region) {
        return new Place("mediary", region);
    }

    static Place service(String region) {
        return new Place("service", region);
    }

    /** As routes and faults name it, such as {@code gateway-eu}. */
    String name() {
        return role + "-" + region;
    }

    boolean isGateway() {
        return role.equals("gateway");
    }

    /** Where a call for {@code target} goes on to from here. */
    Place next(String target) {
        boolean there = region.equals(target);
        if (role.equals("mediary")) {
            return there ? gateway(region) : mediary(target);
        }
        return there ? service(region) : mediary(region);
    }

    /** All places a call may go on to from here. */
    List<Place> upstreams(List<String> regions) {
        return role.equals("service")
                ? List.of()
                : regions.stream().map(this::next).distinct().toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
