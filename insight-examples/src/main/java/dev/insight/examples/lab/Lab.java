package dev.insight.examples.lab;

import dev.insight.decomposition.Term;
import dev.insight.diagnosis.LoadSource;
import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A running cross-region world: in each region a gateway, a mediary and a service, wires between them with the delays of
 * oceans, and probers' ways in, forwarded by way of the region's gateway and direct to the far service. Owns its threads,
 * sockets and files. Thread-safe.
 */
public final class Lab implements AutoCloseable {
    private final List<String> regions;
    private final Path certificate;
    private final Map<Place, LabHop> hops = new LinkedHashMap<>();
    private final Map<String, InetSocketAddress> entries = new LinkedHashMap<>();
    private final LabTimer timer = new LabTimer();
    private final LabNames names = LabNames.open();
    private final Wires wires;
    private final FaultEffects effects;
    private final Faults faults;
    private final FaultGauge gauge;

    private Lab(List<String> regions, double scale) throws IOException, GeneralSecurityException {
        this.regions = List.copyOf(regions);
        wires = new Wires(new RelayLoop(Ticker.system()).start(), new WanDelays(scale)::between);
        LabCertificates authority = LabCertificates.create();
        certificate = Files.createTempFile("insight-lab-ca", ".pem");
        certificate.toFile().deleteOnExit(); // for who ends the process before the lab is closed
        authority.writeRoot(certificate);
        ChannelCredentials tls = TlsChannelCredentials.newBuilder()
                .trustManager(certificate.toFile())
                .build();
        for (String region : this.regions) {
            for (Place place : List.of(Place.gateway(region), Place.mediary(region), Place.service(region))) {
                Map<Place, SocketAddress> upstreams = new LinkedHashMap<>();
                for (Place upstream : place.upstreams(this.regions)) {
                    upstreams.put(
                            upstream,
                            wires.open(place, upstream, () -> hop(upstream).address()));
                }
                hops.put(
                        place,
                        new LabHop(
                                place,
                                upstreams,
                                upstream -> upstream.isGateway() ? tls : InsecureChannelCredentials.create(),
                                timer));
            }
            openEntries(Place.prober(region));
        }
        effects = new FaultEffects(this.regions, hops, wires, names, authority, timer);
        faults = new Faults(effects, timer);
        gauge = new FaultGauge(hops, wires, names, authority.trusting());
    }

    private void openEntries(Place prober) throws IOException {
        Place gateway = Place.gateway(prober.region());
        entries.put(
                link(prober, gateway),
                wires.open(prober, gateway, () -> hop(gateway).address()));
        for (String target : regions) {
            Place service = Place.service(target);
            if (!target.equals(prober.region())) {
                entries.put(
                        link(prober, service),
                        wires.open(prober, service, () -> hop(service).address()));
            }
        }
    }

    /** The regions eu, sg and us at their real distances. */
    public static Lab start() throws IOException {
        return start(List.of("eu", "sg", "us"), 1);
    }

    /**
     * Regions out of eu, sg, us and jp, with their distances multiplied by {@code scale}.
     *
     * @throws IOException when loopback or the disk does not do as it should
     */
    public static Lab start(List<String> regions, double scale) throws IOException {
        try {
            Lab lab = new Lab(regions, scale);
            lab.run();
            return lab;
        } catch (GeneralSecurityException e) {
            throw new IOException("the lab's certificates cannot be made", e);
        }
    }

    private void run() throws IOException, GeneralSecurityException {
        effects.showGoodCertificates();
        for (LabHop hop : hops.values()) {
            hop.start();
        }
    }

    /** A probe for each pair of regions, forwarded and direct. */
    public List<Probe> probes(Duration interval) {
        return new LabProbes(certificate, names, entries).all(regions, interval);
    }

    /** How busy the hops are, measured by the CPU time of their threads. */
    public LoadSource loads() {
        return new LabLoads(List.copyOf(hops.values()), Ticker.system());
    }

    /**
     * Lets {@code fault} happen: after its time, for its length.
     *
     * @throws IllegalArgumentException when this lab has no such component
     */
    public void inject(Fault fault) {
        faults.inject(fault);
    }

    /**
     * Says whether {@code fault} can be injected, without doing so.
     *
     * @throws IllegalArgumentException when this lab has no such component
     */
    public void check(Fault fault) {
        faults.check(fault);
    }

    /** Ends all faults that are on or to come. */
    public void heal() {
        faults.clear();
    }

    /** What this lab adds to a term now, by its delays and by faults of a fixed length; what the rest takes, it cannot say. */
    public Duration injected(Term.Kind kind, String name) {
        return Duration.ofNanos(
                switch (kind) {
                    case LINK -> wires.has(name) ? wires.roundTripNanos(name) : 0;
                    case SELF ->
                        hops.values().stream()
                                .filter(hop -> hop.place().name().equals(name))
                                .mapToLong(hop -> hop.troubles().delayNanos())
                                .sum();
                    case RESIDUAL -> 0;
                });
    }

    /**
     * What was measured where {@code fault} is injected, from {@code fromNanos} to {@code toNanos} of the system's ticker: how
     * long bytes took over its link, how long its hop held calls or its threads kept work waiting, how many calls it failed.
     * Of what these do not show, nothing.
     */
    public Measured measured(Fault fault, long fromNanos, long toNanos) {
        return gauge.measured(fault, fromNanos, toNanos);
    }

    /**
     * Whether {@code fault} holds now, tried out: names are looked up, hands shaken, connections made. Of what cannot be
     * tried, whether something passes.
     */
    public boolean isFelt(Fault fault) {
        return gauge.isFelt(fault);
    }

    private LabHop hop(Place place) {
        LabHop hop = hops.get(place);
        if (hop == null) {
            throw new IllegalStateException("no hop " + place);
        }
        return hop;
    }

    private static String link(Place from, Place to) {
        return from + ">" + to;
    }

    @Override
    public void close() {
        faults.close();
        hops.values().forEach(LabHop::close);
        wires.close();
        timer.close();
        try {
            Files.deleteIfExists(certificate);
        } catch (IOException e) {
            System.getLogger(Lab.class.getName())
                    .log(System.Logger.Level.DEBUG, "the lab's certificate was not deleted", e);
        }
    }
}
