package dev.insight.runner.blackbox;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code /probe} offers. Immutable.
 *
 * @param named whether the configuration says that it is wanted, so that it is offered to whoever may read the rest
 * @param modules the modules by name, in the file's order
 */
public record BlackboxConfig(boolean named, Map<String, ProbeModule> modules) {
    public BlackboxConfig {
        modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    }

    /** What blackbox_exporter's own file has of these probers. */
    public static BlackboxConfig builtIn(boolean named) {
        Map<String, ProbeModule> modules = new LinkedHashMap<>();
        modules.put("grpc", grpc(new IpChoice(true, true), true));
        modules.put("grpc_plain", grpc(IpChoice.DEFAULT, false));
        modules.put("tcp_connect", tcp(false));
        modules.put("pop3s_banner", tcp(true, expect("^+OK", "")));
        modules.put("ssh_banner", tcp(false, expect("^SSH-2.0-", ""), send("SSH-2.0-insight-ssh-check")));
        modules.put(
                "irc_banner",
                tcp(
                        false,
                        send("NICK prober"),
                        send("USER prober prober prober :prober"),
                        expect("PING :([^ ]+)", "PONG ${1}"),
                        expect("^:[^ ]+ 001", "")));
        return new BlackboxConfig(named, modules);
    }

    private static ProbeModule grpc(IpChoice ip, boolean tls) {
        return new ProbeModule.Grpc(Duration.ZERO, "", ip, tls, TlsSettings.DEFAULT, List.of());
    }

    private static ProbeModule tcp(boolean tls, QueryStep... steps) {
        return new ProbeModule.Tcp(Duration.ZERO, IpChoice.DEFAULT, null, List.of(steps), tls, TlsSettings.DEFAULT);
    }

    private static QueryStep send(String line) {
        return new QueryStep(null, "", Map.of(), line, false);
    }

    private static QueryStep expect(String pattern, String answer) {
        return new QueryStep(Pattern.compile(pattern), "", Map.of(), answer, false);
    }
}
