package dev.insight.runner.blackbox;

import dev.insight.probe.HealthCall;
import dev.insight.runner.blackbox.TlsClient.Secured;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prober {@code grpc}. */
final class GrpcProbe {
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int UNAVAILABLE = 14;
    private static final List<String> STATUSES = List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");

    private final ProbeRun run;
    private final ProbeModule.Grpc module;
    private final HostPort target;
    private final int port;

    private GrpcProbe(ProbeRun run, ProbeModule.Grpc module, HostPort target) {
        this.run = run;
        this.module = module;
        this.target = target;
        port = target.portOr(module.tls() ? 443 : 80);
    }

    /** Asks the target for its health. Returns if it serves. */
    static void probe(ProbeRun run, ProbeModule.Grpc module) throws ProbeFailure, InterruptedException {
        // Before anything is known: what dashboards expect is 0, though there was no status and no connection yet.
        run.metrics().set(ProbeMetric.GRPC_DURATION, 0, phase("resolve"));
        run.metrics().set(ProbeMetric.GRPC_SSL, 0);
        run.metrics().set(ProbeMetric.GRPC_STATUS, 0);
        GrpcProbe probe = new GrpcProbe(run, module, HostPort.parseLenient(run.target()));
        ChosenAddress chosen = ChosenAddress.of(probe.target.host(), module.ip(), run);
        run.metrics().set(ProbeMetric.GRPC_DURATION, chosen.lookupSeconds(), phase("resolve"));
        long startNanos = run.ticker().nanos();
        Checked checked = probe.check(chosen);
        run.metrics().set(ProbeMetric.GRPC_DURATION, run.secondsSince(startNanos), phase("check"));
        probe.tell(checked);
        HealthCall.Answer answer = checked.answer();
        if (!"SERVING".equals(answer.serving())) {
            throw new ProbeFailure(
                    answer.serving() == null
                            ? "status " + answer.code() + ": " + answer.message()
                            : "the service says " + answer.serving());
        }
    }

    /** An answer, and the connection it came over if that was secured. */
    private record Checked(
            HealthCall.Answer answer, @Nullable Secured secured) {}

    private Checked check(ChosenAddress chosen) {
        try {
            Socket raw = connect(chosen);
            Secured secured =
                    module.tls() ? TlsClient.secure(raw, target.host(), module.tlsSettings(), List.of("h2")) : null;
            if (secured == null) {
                return new Checked(call(raw), null);
            }
            run.log().say("secured by " + secured.version());
            try {
                return new Checked(call(secured.socket()), secured);
            } finally {
                Quietly.close(secured.socket());
            }
        } catch (IOException e) {
            int code = run.deadline().isPassed() ? DEADLINE_EXCEEDED : UNAVAILABLE;
            return new Checked(new HealthCall.Answer(code, null, Dial.words(e, run)), null);
        }
    }

    /** Connects to the address that was chosen or, where nobody is there, to what else the name has. */
    private Socket connect(ChosenAddress chosen) throws IOException {
        List<InetAddress> addresses = new ArrayList<>(List.of(chosen.address()));
        addresses.addAll(chosen.others());
        IOException last = new IOException("no address");
        for (int i = 0; i < addresses.size() && !run.deadline().isPassed(); i++) {
            try {
                int share = Math.max(1, run.deadline().remainingMillis() / (addresses.size() - i));
                return Dial.to(addresses.get(i), port, null, share, run);
            } catch (IOException e) {
                run.log().say("cannot connect to " + addresses.get(i).getHostAddress() + ": " + Dial.words(e, run));
                last = e;
            }
        }
        throw last;
    }

    private HealthCall.Answer call(Socket socket) throws IOException {
        HealthCall call = new HealthCall(authority(), module.tls(), module.service(), module.metadata());
        return call.make(
                socket.getInputStream(),
                socket.getOutputStream(),
                run.deadline().remainingNanos());
    }

    /** Under TLS the name that was verified, else the target itself. */
    private String authority() {
        String verified = module.tlsSettings().serverName();
        if (module.tls()) {
            return verified == null ? HostPort.bracketed(target.host()) : verified;
        }
        return HostPort.bracketed(target.host()) + ":" + port;
    }

    private void tell(Checked checked) {
        HealthCall.Answer answer = checked.answer();
        for (String status : STATUSES) {
            run.metrics().set(ProbeMetric.GRPC_HEALTH, 0, Labels.of("serving_status", status));
        }
        run.metrics().set(ProbeMetric.GRPC_STATUS, answer.code());
        if (answer.serving() == null) {
            return; // a connection whose call failed is told nothing of
        }
        run.metrics().set(ProbeMetric.GRPC_HEALTH, 1, Labels.of("serving_status", answer.serving()));
        Secured secured = checked.secured();
        if (secured != null) {
            run.metrics().set(ProbeMetric.GRPC_SSL, 1);
            TlsMetrics.set(secured, run.metrics());
        }
    }

    private static Labels phase(String name) {
        return Labels.of("phase", name);
    }
}
