package dev.insight.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC target that can be called without gRPC: {@code host:port}, {@code dns:///host:port}, or literals after
 * {@code ipv4:} or {@code ipv6:}. Immutable.
 *
 * @param authority what is called where the target names no authority
 * @param places hosts and ports: one to look up, or literals
 */
record ColdAddress(String authority, List<Place> places) {
    private static final int PORT_OF_TLS = 443;
    private static final int PORT_OF_PLAIN_TEXT = 80;

    /**
     * One host and port.
     *
     * @param host a name or a literal, without brackets
     * @param port from 0 to 65535
     */
    record Place(String host, int port) {
        /** The address that the host itself spells, or null for a name. */
        @Nullable
        InetAddress literal() {
            try {
                // With a colon it cannot be a name, and no one is asked.
                return host.indexOf(':') >= 0 ? InetAddress.getByName(host) : literal4();
            } catch (UnknownHostException e) {
                return null;
            }
        }

        private @Nullable InetAddress literal4() throws UnknownHostException {
            String[] parts = host.split("\\.", -1);
            if (parts.length != 4) {
                return null;
            }
            byte[] bytes = new byte[4];
            for (int i = 0; i < 4; i++) {
                int part = number(parts[i], 255);
                if (part < 0) {
                    return null;
                }
                bytes[i] = (byte) part;
            }
            return InetAddress.getByAddress(bytes);
        }
    }

    /** Reads {@code address}; null where only gRPC, with a resolver of its own, could. */
    static @Nullable ColdAddress parse(String address, boolean tls) {
        int port = tls ? PORT_OF_TLS : PORT_OF_PLAIN_TEXT;
        String lower = address.toLowerCase(Locale.ROOT);
        if (lower.startsWith("ipv4:") || lower.startsWith("ipv6:")) {
            return literals(address.substring(5), PORT_OF_TLS);
        }
        String named = address;
        if (lower.startsWith("dns:")) {
            named = address.substring(4);
            if (named.startsWith("//")) {
                int slash = named.indexOf('/', 2);
                named = slash < 0 ? "" : named.substring(slash + 1);
            }
        }
        Place place = place(named, port);
        return place == null ? null : new ColdAddress(named, List.of(place));
    }

    private static @Nullable ColdAddress literals(String list, int defaultPort) {
        List<Place> places = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            Place place = place(element, defaultPort);
            if (place == null || place.literal() == null) {
                return null;
            }
            places.add(place);
        }
        return new ColdAddress(list.split(",", -1)[0], List.copyOf(places));
    }

    private static @Nullable Place place(String text, int defaultPort) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', Math.max(0, bracket));
        boolean bareIpv6 = bracket < 0 && colon != text.lastIndexOf(':');
        String host = colon < 0 || bareIpv6 ? text : text.substring(0, colon);
        int port = colon < 0 || bareIpv6 ? defaultPort : number(text.substring(colon + 1), 65_535);
        if (bracket >= 0) {
            if (bracket != host.length() - 1) {
                return null;
            }
            host = host.substring(1, bracket);
        }
        Place place = new Place(host, port);
        boolean isIpv6 = bracket >= 0 || bareIpv6;
        boolean valid = isIpv6 ? host.indexOf(':') >= 0 && place.literal() != null : isName(host);
        return valid && port >= 0 ? place : null;
    }

    private static boolean isName(String host) {
        return !host.isEmpty() && host.chars().allMatch(c -> c > ' ' && c < 0x7f && "/[]@?#\\%,".indexOf(c) < 0);
    }

    private static int number(String digits, int max) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(digits);
        return number <= max ? number : -1;
    }
}
