package dev.insight.runner.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses to call and to listen on. */
public final class Addresses {
    private static final Pattern HOST_PORT = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?):(\\d{1,5})");
    private static final Pattern LITERAL =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!:)|(?=:))){4}):\\d+");
    private static final Pattern AUTHORITY = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~-]+)(?::\\d{1,5})?");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(//[^/]*/)?(.*)");

    private Addresses() {}

    static Form<String> target() {
        return new ScalarForm<>(
                "host:port, dns:///host:port or ipv4:10.0.0.1:443,10.0.0.2:443",
                (text, reading) -> checkTarget(text.value(), text.raw()));
    }

    static Form<String> authority() {
        return new ScalarForm<>("host or host:port", (text, reading) -> checkAuthority(text.value(), text.raw()));
    }

    static Form<URI> url() {
        return new ScalarForm<>("URL", (text, reading) -> checkUrl(text.value(), text.quoted(), "token_file"));
    }

    /** A URL with a path; secrets go with it as headers. */
    static Form<URI> endpoint(String right) {
        return new ScalarForm<>("URL", (text, reading) -> {
            URI url = checkUrl(text.value(), text.quoted(), "headers_file");
            if (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) {
                throw new IllegalArgumentException(text.quoted() + " has no path, write it like " + right);
            }
            return url;
        });
    }

    static Form<String> dnsServer() {
        return new ScalarForm<>("host or host:port", (text, reading) -> {
            if (!AUTHORITY.matcher(text.value()).matches()) {
                throw new IllegalArgumentException(text.quoted() + " is no server, write host or host:port");
            }
            return text.value();
        });
    }

    private static URI checkUrl(String url, String shown, String secretsIn) {
        String right = ", write it like http://host:9090";
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw new IllegalArgumentException(shown + " is not an http or https URL" + right);
            }
            if (uri.getRawFragment() != null) {
                throw new IllegalArgumentException(shown + " has a fragment, leave # and what follows out");
            }
            if (uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("a URL with a password in it is shown in logs, write " + secretsIn);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(shown + " is not a URL: " + e.getReason() + right, e);
        }
    }

    static ScalarForm<InetSocketAddress> listen() {
        return new ScalarForm<>(
                "host:port, [::1]:port or :port", (text, reading) -> parseListen(text.value(), text.quoted()));
    }

    /**
     * Checks what a probe is to call: {@code host:port}, {@code dns:///host:port}, {@code dns://SERVER/host:port}, or a list
     * such as {@code ipv4:10.0.0.1:443,10.0.0.2:443}.
     *
     * @param shown the address for messages
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    public static String checkTarget(String address, String shown) {
        String quoted = Reading.quote(shown);
        if (isHostPort(address)) {
            return address;
        }
        if (address.startsWith("http://") || address.startsWith("https://")) {
            throw new IllegalArgumentException(
                    quoted + " is a web address, write host:port, and tls beside it where the connection is encrypted");
        }
        if (address.startsWith("ipv4:") || address.startsWith("ipv6:")) {
            return checkLiterals(address, quoted);
        }
        Matcher uri = SCHEME.matcher(address);
        if (!uri.matches() || (uri.group(2) == null && !uri.group(1).equals("dns"))) {
            String host = address.contains(":") ? "host:443" : address + ":443";
            throw new IllegalArgumentException(quoted + " is not host:port, write it like " + host);
        }
        String scheme = uri.group(1);
        if (!scheme.equals("dns")) {
            throw new IllegalArgumentException(
                    quoted + " has the scheme " + scheme + ", which is not supported, write dns:///host:port");
        }
        if (!isHostPort(uri.group(3))) {
            throw new IllegalArgumentException(quoted + " does not end in host:port, write dns:///host:443");
        }
        return address;
    }

    private static String checkLiterals(String address, String quoted) {
        for (String each : address.substring(5).split(",", -1)) {
            if (!isHostPort(each) || !LITERAL.matcher(each).matches()) {
                throw new IllegalArgumentException(
                        quoted + " lists what is no literal address, write it like ipv4:10.0.0.1:443,10.0.0.2:443");
            }
        }
        return address;
    }

    /**
     * Checks what is sent as {@code :authority}, and verified under TLS: {@code host} or {@code host:port}.
     *
     * @param shown the authority for messages
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    public static String checkAuthority(String authority, String shown) {
        if (!AUTHORITY.matcher(authority).matches()) {
            throw new IllegalArgumentException(
                    Reading.quote(shown) + " is not an authority, write host or host:port, or remove it");
        }
        return authority;
    }

    /**
     * Reads {@code host:port}, {@code [::1]:port} or {@code :port} (every interface); port 0 is any free one.
     *
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    static InetSocketAddress parseListen(String text, String shown) {
        String right = ", write host:port such as 127.0.0.1:9464 or [::1]:9464";
        String full = text.startsWith(":") ? "0.0.0.0" + text : text;
        Matcher matcher = HOST_PORT.matcher(full);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(shown + " is not an address to listen on" + right);
        }
        int port = Integer.parseInt(matcher.group(2));
        if (port > 65_535) {
            throw new IllegalArgumentException(shown + " has a port above 65535" + right);
        }
        String host = matcher.group(1);
        boolean bracketed = host.startsWith("[");
        InetSocketAddress address =
                new InetSocketAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(shown + " names a host that does not resolve" + right);
        }
        return address;
    }

    private static boolean isHostPort(String text) {
        Matcher matcher = HOST_PORT.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        int port = Integer.parseInt(matcher.group(2));
        return port > 0 && port <= 65_535;
    }
}
