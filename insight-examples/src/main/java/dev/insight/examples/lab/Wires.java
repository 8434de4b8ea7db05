package dev.insight.examples.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** All links of a lab: a relay for each way calls go, a leg for each direction bytes go. Built by one thread, then safe for many. */
final class Wires implements AutoCloseable {
    private final RelayLoop loop;
    private final BiFunction<String, String, Duration> delays;
    private final Map<Ends, Leg> legs = new LinkedHashMap<>();
    private final Map<Ends, Relay> relays = new LinkedHashMap<>();

    private record Ends(String from, String to) {
        Ends turned() {
            return new Ends(to, from);
        }
    }

    /** Wires on {@code loop}, with one-way {@code delays} between regions. */
    Wires(RelayLoop loop, BiFunction<String, String, Duration> delays) {
        this.loop = loop;
        this.delays = delays;
    }

    /** Lets {@code from} call {@code to}, which listens at {@code upstream}. Returns where {@code from} shall connect. */
    InetSocketAddress open(Place from, Place to, Relay.Upstream upstream) throws IOException {
        Relay relay = Relay.open(loop, makeLeg(from, to), makeLeg(to, from), upstream);
        relays.put(new Ends(from.name(), to.name()), relay);
        return relay.address();
    }

    private Leg makeLeg(Place from, Place to) {
        return legs.computeIfAbsent(
                new Ends(from.name(), to.name()),
                ends -> new Leg(Weather.delay(delays.apply(from.region(), to.region()))));
    }

    /**
     * The direction of a link called {@code from>to}.
     *
     * @throws IllegalArgumentException when there is no such link
     */
    Leg leg(String link) {
        Leg leg = legs.get(ends(link));
        if (leg == null) {
            String hint = link.indexOf('>') < 0 ? ", and the shell takes an unquoted > for itself" : "";
            throw new IllegalArgumentException("there is no link \"" + link + "\"; there are " + names() + hint);
        }
        return leg;
    }

    /** The opposite direction. */
    Leg legBack(String link) {
        Ends ends = ends(link);
        return leg(ends.to() + ">" + ends.from());
    }

    /** What the link is made to add to a round trip now. */
    long roundTripNanos(String link) {
        return leg(link).weather().delayNanos() + legBack(link).weather().delayNanos();
    }

    boolean has(String link) {
        return legs.containsKey(ends(link));
    }

    /** The links that calls go over, as {@code a>b}. */
    List<String> names() {
        return relays.keySet().stream()
                .map(ends -> ends.from() + ">" + ends.to())
                .toList();
    }

    /** Relays to {@code place}. */
    List<Relay> to(String place) {
        return relays.entrySet().stream()
                .filter(entry -> entry.getKey().to().equals(place))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Bytes on the way over a link, or stuck on it, both ways. */
    long bufferedBytes(String link) {
        Ends ends = ends(link);
        return relays.entrySet().stream()
                .filter(entry -> entry.getKey().equals(ends) || entry.getKey().equals(ends.turned()))
                .mapToLong(entry -> entry.getValue().bufferedBytes())
                .sum();
    }

    private static Ends ends(String link) {
        int at = link.indexOf('>');
        return at < 0 ? new Ends(link, "") : new Ends(link.substring(0, at), link.substring(at + 1));
    }

    @Override
    public void close() {
        relays.values().forEach(Relay::close);
        loop.close();
    }
}
