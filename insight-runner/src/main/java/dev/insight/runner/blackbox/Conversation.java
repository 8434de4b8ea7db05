package dev.insight.runner.blackbox;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.insight.runner.blackbox.TlsClient.Secured;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A module's steps over one connection. Confined to the probe's thread. */
final class Conversation {
    private final ProbeRun run;
    private final ProbeModule.Tcp module;
    private final String host;
    private final Socket raw;
    private Socket socket;
    private LineReader reader;

    /**
     * A conversation over {@code socket}, which is {@code raw} or secures it.
     *
     * @param host whose certificate is wanted if the connection is to be secured
     */
    Conversation(ProbeRun run, ProbeModule.Tcp module, String host, Socket raw, Socket socket) throws IOException {
        this.run = run;
        this.module = module;
        this.host = host;
        this.raw = raw;
        this.socket = socket;
        reader = new LineReader(socket.getInputStream());
    }

    /** Goes through all steps. */
    void hold() throws IOException, ProbeFailure {
        int number = 0;
        for (QueryStep step : module.steps()) {
            run.log().say("step " + ++number);
            Pattern expected = step.expect();
            Matcher match = expected == null ? null : await(expected, step.labels());
            if (!step.expectBytes().isEmpty()) {
                awaitBytes(step.expectBytes());
            }
            send(match == null ? step.send() : Expansion.expand(step.send(), match));
            if (step.startTls()) {
                secure();
            }
        }
    }

    private Matcher await(Pattern expected, Map<String, String> labels) throws IOException, ProbeFailure {
        for (String line = reader.line(); line != null; line = reader.line()) {
            run.log().read(line);
            Matcher match = expected.matcher(line);
            if (match.find()) {
                run.log().say("which matches \"" + expected + "\"");
                run.metrics().set(ProbeMetric.FAILED_REGEX, 0);
                tellLabels(labels, match);
                return match;
            }
        }
        run.metrics().set(ProbeMetric.FAILED_REGEX, 1);
        throw new ProbeFailure("the peer has no more to say, and no line matches \"" + expected + "\"");
    }

    private void tellLabels(Map<String, String> labels, Matcher match) {
        if (labels.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        labels.forEach((name, template) -> {
            names.add(name);
            byte[] value = Expansion.expand(template, match).getBytes(StandardCharsets.ISO_8859_1);
            values.add(new String(value, StandardCharsets.UTF_8));
        });
        run.metrics().set(ProbeMetric.EXPECT_INFO, 1, Labels.of(names, values));
    }

    private void awaitBytes(String expected) throws IOException, ProbeFailure {
        String read = new String(reader.bytes(expected.length()), StandardCharsets.ISO_8859_1);
        run.log().say("read " + read.length() + " bytes");
        if (read.length() < expected.length()) {
            throw new ProbeFailure("the peer ended before all bytes that are expected came");
        }
        boolean isSame = read.equals(expected);
        run.metrics().set(ProbeMetric.FAILED_BYTES, isSame ? 0 : 1);
        if (!isSame) {
            throw new ProbeFailure("the bytes are not those expected");
        }
    }

    private void send(String bytes) throws IOException {
        if (bytes.isEmpty()) {
            return;
        }
        run.log().hide(bytes);
        run.log().say("sends " + bytes.length() + " bytes and a line feed");
        socket.getOutputStream().write((bytes + "\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private void secure() throws IOException {
        Secured secured = TlsClient.secure(socket, host, module.tlsSettings(), List.of());
        run.log().say("secured by " + secured.version());
        TlsMetrics.set(secured, run.metrics());
        TlsMetrics.setChainExpiry(secured, run.metrics());
        socket = secured.socket();
        reader = new LineReader(socket.getInputStream());
    }

    /** Says goodbye where that is customary. */
    void end() {
        if (socket != raw) {
            Quietly.close(socket);
        }
    }
}
