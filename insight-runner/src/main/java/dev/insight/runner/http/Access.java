package dev.insight.runner.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.insight.runner.config.HttpConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what. Thread-safe. */
final class Access {
    /** Tells a stranger nothing, and what supervises a process has no password. */
    private static final Set<String> OPEN = Set.of("/healthz", "/readyz");

    private final byte @Nullable [] credentials;
    private final boolean clientCertificates;

    Access(HttpConfig config) {
        credentials = config.username() == null ? null : digest(config.username() + ":" + config.password());
        clientCertificates = config.clientCa() != null;
    }

    /** Whether the request shows the user and password it needs. */
    boolean isAuthenticated(HttpExchange exchange) {
        if (credentials == null || OPEN.contains(exchange.getRequestURI().getRawPath())) {
            return true;
        }
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            byte[] shown = Base64.getDecoder().decode(header.substring(6).trim());
            // Digests have one length, so the comparison takes as long whatever was shown.
            return MessageDigest.isEqual(credentials, digest(new String(shown, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Why the request may not have a probe sent, or null when it may. {@code named}: whether the configuration wants that. */
    @Nullable
    String refusalOfProbe(HttpExchange exchange, boolean named) {
        if (isForeign(exchange)) {
            return "requests from other sites send no probes";
        }
        String refusal = named ? null : refusalOfChange(exchange);
        return refusal == null ? null : refusal + "; blackbox: {} in the configuration lets others probe";
    }

    /** Why the request gets no stream of what is measured, or null when it may have one. */
    @Nullable
    String refusalOfStream(HttpExchange exchange) {
        return isForeign(exchange) ? "requests from other sites get no stream" : null;
    }

    /** Why the request may not change anything, or null when it may. */
    @Nullable
    String refusalOfChange(HttpExchange exchange) {
        if (isForeign(exchange)) {
            return "requests from other sites change nothing";
        }
        Headers headers = exchange.getRequestHeaders();
        String host = headers.getFirst("Host");
        if (credentials != null || clientCertificates) {
            return null;
        }
        boolean forwarded = headers.containsKey("X-Forwarded-For") || headers.containsKey("Forwarded");
        if (forwarded || !exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
            return "only this machine may do that unless http.basic_auth or http.tls.client_ca is configured";
        }
        if (!isLoopback(host)) {
            return "the Host header must name this machine, as localhost or 127.0.0.1";
        }
        return null;
    }

    /** Whether a page of another site sends it. */
    private static boolean isForeign(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        return foreignSite || (origin != null && !isOwn(origin, headers.getFirst("Host")));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        return host != null && scheme >= 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }

    /** A name that a foreign DNS server could point here is not one of this machine. */
    private static boolean isLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
