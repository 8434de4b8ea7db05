package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;

import dev.insight.runner.blackbox.TlsSettings;
import dev.insight.runner.config.Section.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A module's {@code tls_config}, as Prometheus and its exporters have it. */
record TlsConfigForm() implements Form<TlsSettings> {
    private static final Key<Path> CA =
            optional("ca_file", FileForms.certificates(), "the system's", "trusted certificates");
    private static final Key<Path> CERT =
            optional("cert_file", FileForms.certificates(), "none", "the client's certificate chain");
    private static final Key<Path> KEY =
            optional("key_file", FileForms.privateKey(), "none", "its private key, PKCS#8");
    private static final Key<String> SERVER_NAME =
            optional("server_name", Scalars.text(), "the target's host", "whose certificate is wanted");
    private static final Key<Boolean> INSECURE =
            preset("insecure_skip_verify", ModuleScalars.bool(), "false", "whether any certificate will do");
    private static final Key<String> LEAST =
            preset("min_version", ModuleScalars.tlsVersion(), "TLS12", "the oldest version that will do");
    private static final Key<String> MOST =
            preset("max_version", ModuleScalars.tlsVersion(), "TLS13", "the newest version that will do");
    private static final Section FORM = Section.of(CA, CERT, KEY, SERVER_NAME, INSECURE, LEAST, MOST);

    @Override
    public @Nullable TlsSettings read(Node node, String key, Reading reading) {
        Fields fields = FORM.read(node, key, reading);
        if (fields == null) {
            return null;
        }
        if (fields.has(CERT) != fields.has(KEY)) {
            Key<Path> there = fields.has(CERT) ? CERT : KEY;
            Key<Path> missing = fields.has(CERT) ? KEY : CERT;
            reading.problem(
                    fields.at(there), fields.path(there), "needs " + missing + " beside it, write both or neither");
            return null;
        }
        List<String> protocols = TlsSettings.PROTOCOLS.stream()
                .filter(each ->
                        each.compareTo(fields.orPreset(LEAST)) >= 0 && each.compareTo(fields.orPreset(MOST)) <= 0)
                .toList();
        if (protocols.isEmpty()) {
            reading.problem(fields.at(MOST), fields.path(MOST), "is older than min_version, swap them");
            return null;
        }
        return new TlsSettings(
                fields.get(CA),
                fields.get(CERT),
                fields.get(KEY),
                fields.get(SERVER_NAME),
                fields.orPreset(INSECURE),
                protocols);
    }

    @Override
    public Map<String, Section> sections() {
        return FORM.sections();
    }

    @Override
    public String describe() {
        return "mapping";
    }
}
