package dev.insight.runner.cli;

import dev.insight.probe.Method;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.Tls;
import dev.insight.runner.config.Addresses;
import dev.insight.runner.config.DurationText;
import dev.insight.runner.config.MetadataForms;
import dev.insight.runner.config.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whom probe and trace call, and how. */
final class TargetOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "TARGET", description = "host:port or dns:///host:port.")
    private String address = "";

    @Option(names = "--route", paramLabel = "NAME", description = "The route's name in the output; else direct.")
    private String route = "direct";

    @Option(
            names = "--hops",
            paramLabel = "A,B,C",
            split = ",",
            hideParamSyntax = true,
            description = "Hops expected, nearest first; else who stamps.")
    private List<String> hops = List.of();

    @Option(names = "--authority", paramLabel = "NAME", description = ":authority to send and to verify.")
    private @Nullable String authority;

    @Option(
            names = "--metadata",
            hideParamSyntax = true,
            paramLabel = "KEY=VALUE",
            description = "Sent with the call; repeatable.")
    private List<String> metadata = List.of();

    @Option(names = "--tls", description = "Encrypt, and trust the system's authorities.")
    private boolean tls;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "Encrypt, and trust these authorities (PEM).")
    private @Nullable Path ca;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The client's certificate (PEM).")
    private @Nullable Path cert;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key (PEM, PKCS#8).")
    private @Nullable Path key;

    @Option(names = "--service", paramLabel = "NAME", description = "What health is asked of; else the whole server.")
    private String service = "";

    @Option(
            names = "--method",
            paramLabel = "PKG.SVC/METHOD",
            description = "A unary method to call instead of health.")
    private @Nullable String method;

    @Option(names = "--payload-file", paramLabel = "FILE", description = "The method's encoded request; else empty.")
    private @Nullable Path payloadFile;

    @Option(names = "--payload-base64", paramLabel = "TEXT", description = "The same as text.")
    private @Nullable String payloadBase64;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "Of each probe; 2s unless set.")
    private String timeout = "2s";

    String address() {
        return address;
    }

    /** The hops the user named. */
    List<String> hops() {
        return hops;
    }

    /** The probe these options ask for, over the hops named; the prober's region is {@code local}. */
    Probe.Builder probe(List<String> overHops) {
        try {
            Target target = Target.builder(address, service.isEmpty() ? "server" : service, checked(address))
                    .authority(authority())
                    .metadata(metadata())
                    .tls(tls())
                    .method(method())
                    .build();
            return Probe.builder("local", target, new Route(name("--route", route), hops(overHops)))
                    .timeout(duration("--timeout", timeout));
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    Duration duration(String option, String text) {
        try {
            Duration duration = DurationText.parse(text);
            if (duration.compareTo(Duration.ofMillis(10)) >= 0 && duration.compareTo(Duration.ofDays(1)) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            throw misuse(option + ": " + e.getMessage());
        }
        throw misuse(option + ": \"" + text + "\" is out of range, write 10ms to 1d");
    }

    private @Nullable String authority() {
        try {
            return authority == null ? null : Addresses.checkAuthority(authority, authority);
        } catch (IllegalArgumentException e) {
            throw misuse("--authority: " + e.getMessage());
        }
    }

    private List<String> hops(List<String> named) {
        Set<String> seen = new HashSet<>();
        for (String hop : named) {
            if (!seen.add(name("--hops", hop))) {
                throw misuse("--hops: \"" + hop + "\" stands twice, name each hop once");
            }
        }
        return named;
    }

    private String name(String option, String text) {
        try {
            return Names.check(text, "\"" + text + "\"");
        } catch (IllegalArgumentException e) {
            throw misuse(option + ": " + e.getMessage());
        }
    }

    private static String checked(String address) {
        return Addresses.checkTarget(address, address);
    }

    private Map<String, String> metadata() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String entry : metadata) {
            int equals = entry.indexOf('=');
            if (equals <= 0) {
                throw misuse("--metadata: an entry has no =, write KEY=VALUE");
            }
            String name = entry.substring(0, equals);
            try {
                MetadataForms.checkKey(name);
                entries.put(name, MetadataForms.checkValue(name, entry.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw misuse("--metadata " + name + ": " + e.getMessage());
            }
        }
        return entries;
    }

    private @Nullable Tls tls() {
        if ((cert == null) != (key == null)) {
            throw misuse("--tls-cert and --tls-key go together, write both or neither");
        }
        readable("--tls-ca", ca);
        readable("--tls-cert", cert);
        readable("--tls-key", key);
        return tls || ca != null || cert != null ? new Tls(ca, cert, key) : null;
    }

    private void readable(String option, @Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            throw misuse(option + ": \"" + file + "\" is not a file that can be read");
        }
    }

    private Method method() {
        if (method == null) {
            if (payloadFile != null || payloadBase64 != null) {
                throw misuse("a payload goes with --method, add it");
            }
            return Method.healthCheck(service);
        }
        return Method.unary(method, payload());
    }

    private byte[] payload() {
        if (payloadFile != null && payloadBase64 != null) {
            throw misuse("--payload-file and --payload-base64 exclude each other, keep one");
        }
        try {
            if (payloadBase64 != null) {
                return Base64.getDecoder().decode(payloadBase64);
            }
            return payloadFile == null ? new byte[0] : Files.readAllBytes(payloadFile);
        } catch (IllegalArgumentException e) {
            throw misuse("--payload-base64: is not base64, write what base64 -w0 prints");
        } catch (IOException e) {
            throw misuse("--payload-file: \"" + payloadFile + "\" cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
