package dev.insight.runner.blackbox;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which address a name stands for in one probe.
 *
 * @param address the one that the metrics tell of
 * @param others what else the name has
 * @param lookupSeconds how long that took to find out
 */
record ChosenAddress(InetAddress address, List<InetAddress> others, double lookupSeconds) {
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    /** Looks {@code host} up, and chooses the first address of the sort that is wanted, or else the last of the other. */
    static ChosenAddress of(String host, IpChoice wanted, ProbeRun run) throws ProbeFailure, InterruptedException {
        run.metrics().set(ProbeMetric.IP_PROTOCOL, 0);
        run.metrics().set(ProbeMetric.IP_HASH, 0);
        long startNanos = run.ticker().nanos();
        double seconds;
        List<InetAddress> all;
        try {
            all = run.lookups().find(host, run.deadline().remainingNanos());
        } catch (ProbeFailure e) {
            throw new ProbeFailure("cannot resolve " + host + ": " + e.getMessage());
        } finally {
            seconds = run.secondsSince(startNanos);
            run.metrics().set(ProbeMetric.LOOKUP, seconds);
        }
        InetAddress address = choose(all, wanted);
        if (address == null) {
            throw new ProbeFailure("cannot resolve " + host + ": it has no address of " + wanted.name()
                    + ", and ip_protocol_fallback is false");
        }
        run.log().say("resolved " + host + " to " + address.getHostAddress() + ", wanted " + wanted.name());
        run.metrics().set(ProbeMetric.IP_PROTOCOL, address instanceof Inet4Address ? 4 : 6);
        run.metrics().set(ProbeMetric.IP_HASH, (double) Integer.toUnsignedLong(hash(address.getAddress())));
        List<InetAddress> others =
                all.stream().filter(other -> !other.equals(address)).toList();
        return new ChosenAddress(address, others, seconds);
    }

    private static @Nullable InetAddress choose(List<InetAddress> all, IpChoice wanted) {
        InetAddress other = null;
        for (InetAddress each : all) {
            if (each instanceof Inet4Address == wanted.ip4()) {
                return each;
            }
            other = each;
        }
        return wanted.fallback() ? other : null;
    }

    /** FNV-1a of 32 bits. */
    static int hash(byte[] bytes) {
        int hash = FNV_OFFSET;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
