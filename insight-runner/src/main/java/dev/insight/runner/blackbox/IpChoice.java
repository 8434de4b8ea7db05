package dev.insight.runner.blackbox;

/**
 * Which of a name's addresses is probed. Immutable.
 *
 * @param ip4 whether an address of IPv4 is wanted, and not of IPv6
 * @param fallback whether one of the other sort will do
 */
public record IpChoice(boolean ip4, boolean fallback) {
    /** IPv6, or else IPv4. */
    public static final IpChoice DEFAULT = new IpChoice(false, true);

    String name() {
        return ip4 ? "ip4" : "ip6";
    }
}
