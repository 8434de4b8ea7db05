package dev.insight.runner.blackbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a target names: a host, with no brackets, and a port.
 *
 * @param host a name or a literal address; empty if there is none
 * @param port null if there is none
 */
record HostPort(String host, @Nullable Integer port) {
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(\\d*))?");

    /** Reads {@code host:port} or {@code [address]:port}. */
    static HostPort parse(String target) throws ProbeFailure {
        int colon = target.lastIndexOf(':');
        if (colon < 0 || target.endsWith("]")) {
            throw new ProbeFailure("the target has no port, write host:port");
        }
        String host = target.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        if (isBracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.indexOf('[') >= 0 || host.indexOf(']') >= 0 || (!isBracketed && host.indexOf(':') >= 0)) {
            throw new ProbeFailure("the target is not host:port; an address of IPv6 stands in brackets, as [::1]:443");
        }
        return new HostPort(host, port(target.substring(colon + 1)));
    }

    /** Reads {@code host}, {@code host:port}, or a web address of which only that is used. */
    static HostPort parseLenient(String target) throws ProbeFailure {
        String rest = target.replaceFirst("^https?://", "");
        rest = rest.split("[/?#]", 2)[0];
        rest = rest.substring(rest.lastIndexOf('@') + 1);
        Matcher authority = AUTHORITY.matcher(rest);
        if (!authority.matches() || rest.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new ProbeFailure("the target is no host, host:port or web address");
        }
        String host = authority.group(1);
        String port = authority.group(2);
        boolean isBracketed = host.startsWith("[");
        return new HostPort(
                isBracketed ? host.substring(1, host.length() - 1) : host,
                port == null || port.isEmpty() ? null : port(port));
    }

    private static int port(String text) throws ProbeFailure {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw new ProbeFailure("the target's port is no number from 1 to 65535");
        }
        return port;
    }

    int portOr(int otherwise) {
        return port == null ? otherwise : port;
    }

    /** The host as it stands before a port. */
    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
