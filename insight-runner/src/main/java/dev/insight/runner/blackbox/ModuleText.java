package dev.insight.runner.blackbox;

import java.util.stream.Collectors;

/** A module for a person to read, without what it sends: that may be a secret. */
public final class ModuleText {
    private ModuleText() {}

    /** Lines as in the file. */
    public static String of(ProbeModule.Known module) {
        StringBuilder out = new StringBuilder("prober: " + module.prober() + "\n");
        if (!module.timeout().isZero()) {
            out.append("timeout: ").append(module.timeout().toMillis()).append("ms\n");
        }
        out.append(module.prober()).append(":\n");
        if (module instanceof ProbeModule.Grpc grpc) {
            out.append("  service: \"").append(grpc.service()).append("\"\n");
            for (var entry : grpc.metadata()) {
                out.append("  metadata: ").append(entry.getKey()).append(" (not shown)\n");
            }
            common(grpc.ip(), grpc.tls(), grpc.tlsSettings(), out);
        } else if (module instanceof ProbeModule.Tcp tcp) {
            if (tcp.source() != null) {
                out.append("  source_ip_address: ")
                        .append(tcp.source().getHostAddress())
                        .append('\n');
            }
            out.append(tcp.steps().stream().map(step -> "  step:" + step + "\n").collect(Collectors.joining()));
            common(tcp.ip(), tcp.tls(), tcp.tlsSettings(), out);
        }
        return out.toString();
    }

    private static void common(IpChoice ip, boolean tls, TlsSettings settings, StringBuilder out) {
        out.append("  preferred_ip_protocol: ").append(ip.name()).append('\n');
        out.append("  ip_protocol_fallback: ").append(ip.fallback()).append('\n');
        out.append("  tls: ").append(tls).append('\n');
        if (!settings.equals(TlsSettings.DEFAULT)) {
            out.append("  tls_config: ").append(settings).append('\n');
        }
    }
}
