package dev.insight.runner.blackbox;

import dev.insight.runner.blackbox.TlsClient.Secured;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prober {@code tcp}. */
final class TcpProbe {
    private TcpProbe() {}

    /**
     * Connects to the target, and has the module's conversation. Returns if all went well.
     *
     * @param hostname whose certificate is wanted where the module does not say; null for the target's host
     */
    static void probe(ProbeRun run, ProbeModule.Tcp module, @Nullable String hostname)
            throws IOException, ProbeFailure, InterruptedException {
        run.metrics().set(ProbeMetric.FAILED_REGEX, 0);
        if (module.steps().stream().anyMatch(step -> !step.expectBytes().isEmpty())) {
            run.metrics().set(ProbeMetric.FAILED_BYTES, 0);
        }
        HostPort target = HostPort.parse(run.target());
        int port = target.portOr(0);
        ChosenAddress chosen = ChosenAddress.of(target.host(), module.ip(), run);
        Socket raw =
                Dial.to(chosen.address(), port, module.source(), run.deadline().remainingMillis(), run);
        String host = hostname == null || hostname.isEmpty() ? target.host() : hostname;
        Socket socket = raw;
        if (module.tls()) {
            Secured secured = TlsClient.secure(raw, host, module.tlsSettings(), List.of());
            run.log().say("secured by " + secured.version());
            TlsMetrics.set(secured, run.metrics());
            TlsMetrics.setChainExpiry(secured, run.metrics());
            socket = secured.socket();
        }
        Conversation conversation = new Conversation(run, module, host, raw, socket);
        try {
            conversation.hold();
        } finally {
            conversation.end();
        }
    }
}
