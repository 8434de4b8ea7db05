package dev.insight.runner.view;

import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.Target;
import org.jspecify.annotations.Nullable;

/** What was tried when a probe of the command line fails, and what to try next. Pure. */
public final class Cures {
    private static final String HEALTH = "grpc.health.v1.Health/";

    private Cures() {}

    /** What was asked of whom, and how long it was given. */
    public static String tried(Probe probe) {
        Target target = probe.target();
        return "tried: " + target.method().fullName() + " at " + Style.clean(target.address())
                + (target.tls() == null ? " in plain text" : " over TLS")
                + (target.authority() == null ? "" : " as " + Style.clean(target.authority()))
                + ", given " + probe.timeout().toMillis() + " ms";
    }

    /** What to try, as a sentence for whoever gave the options; null where there is no telling. */
    public static @Nullable String of(Outcome outcome, Target target) {
        if (outcome.isOk()) {
            return null;
        }
        String message = outcome.message() == null ? "" : outcome.message();
        return outcome.phase() == Phase.RPC
                ? ofCall(outcome, target)
                : ofConnection(outcome, message, target.tls() != null);
    }

    private static @Nullable String ofConnection(Outcome outcome, String message, boolean tls) {
        boolean late = outcome.code().equals("DEADLINE_EXCEEDED");
        if (message.contains("holds no ")) {
            return "name a PEM file, one with BEGIN CERTIFICATE for --tls-ca and --tls-cert, BEGIN PRIVATE KEY for --tls-key";
        }
        return switch (outcome.phase()) {
            case DNS ->
                "check the name, and what this host makes of it with getent hosts; or call an address with --authority NAME";
            case CONNECT ->
                late
                        ? "a firewall drops it, or the host is gone: try another host on the way, or a longer --timeout"
                        : "nothing listens there: check the port, and on the server with ss -ltn";
            case TLS -> ofTls(message, late);
            case HTTP2 -> ofHttp2(message, late, tls);
            default -> null;
        };
    }

    private static String ofTls(String message, boolean late) {
        if (has(message, "not an SSL/TLS record", "unrecognized SSL message")) {
            return "the peer speaks plain text: leave --tls and --tls-ca out";
        }
        if (has(message, "certification path", "PKIX path building", "trust anchor")) {
            return "who signed its certificate is not trusted here: name that authority with --tls-ca FILE";
        }
        if (has(message, "subject alternative", "No name matching", "doesn't match")) {
            return "its certificate is for another name: say that with --authority NAME; openssl s_client -connect"
                    + " HOST:PORT shows it";
        }
        if (has(message, "NotAfter", "NotBefore", "validity check", "expired")) {
            return "its certificate is out of date, or this host's clock is: renew the one or set the other; no option"
                    + " overlooks it";
        }
        if (message.contains("no_application_protocol")) {
            return "it does not offer HTTP/2 (ALPN h2): check that this is the gRPC port, and the proxy in front";
        }
        if (has(message, "certificate_required", "bad_certificate", "certificate_unknown")) {
            return "it wants a certificate of the client that it trusts: --tls-cert FILE --tls-key FILE";
        }
        return late
                ? "it takes connections and shakes no hands: leave --tls out if it speaks plain text"
                : "it ended the handshake: leave --tls out if it speaks plain text; its own log says why";
    }

    private static String ofHttp2(String message, boolean late, boolean tls) {
        if (message.contains("does not speak HTTP/2")) {
            return "something else answers there, such as HTTP/1: look for the gRPC port";
        }
        if (!tls) {
            return late
                    ? "it takes connections and says nothing: add --tls if it expects TLS; else it hangs"
                    : "it hangs up at once: add --tls if it expects TLS";
        }
        return "the connection stands, but no HTTP/2 comes of it: check that this is the gRPC port";
    }

    private static @Nullable String ofCall(Outcome outcome, Target target) {
        boolean health = target.method().fullName().startsWith(HEALTH);
        String message = outcome.message() == null ? "" : outcome.message();
        return switch (outcome.code()) {
            case "UNIMPLEMENTED" ->
                message.contains("HTTP status")
                        ? "what answers is no gRPC server: check the port, and where the proxy in front sends this"
                        : health
                                ? "it has no health service: call what it has with --method PKG.SVC/METHOD, or register"
                                        + " grpc.health.v1.Health there"
                                : "it has no such method: check --method, package and capitals included";
            case "NOT_FOUND" -> health ? "it knows no such --service: leave it out to ask for the whole server" : null;
            case "UNAUTHENTICATED" ->
                "it wants to know who asks: --metadata authorization='Bearer TOKEN', or what it takes instead";
            case "PERMISSION_DENIED" -> "it knows who asks and lets them not: use credentials that may call it";
            case "RESOURCE_EXHAUSTED" -> "it has had enough for now: probe less often, or ask for a higher limit";
            case "INVALID_ARGUMENT" ->
                health ? null : "it does not take the request: give it one with --payload-file or --payload-base64";
            case "DEADLINE_EXCEEDED" -> "it is connected, but slow or stuck: a longer --timeout tells which";
            case "UNAVAILABLE" ->
                outcome.lastHop() == null
                        ? "who answered had nobody to ask: look at its upstreams, and name hops with --hops"
                        : "look behind " + Style.clean(outcome.lastHop()) + ", the last that is heard of";
            default -> null;
        };
    }

    private static boolean has(String message, String... parts) {
        for (String part : parts) {
            if (message.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
