package dev.insight.runner.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.insight.runner.blackbox.LiteralAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The forms of single values in a file of modules. */
final class ModuleScalars {
    private static final int MAX_SERVICE_BYTES = 127;
    private static final String BINARY = "tag:yaml.org,2002:binary";

    private ModuleScalars() {}

    static ScalarForm<String> prober(List<String> foreign) {
        return new ScalarForm<>("grpc or tcp", (text, reading) -> {
            if (!text.value().equals("grpc") && !text.value().equals("tcp")) {
                throw new IllegalArgumentException(text.quoted() + " is no prober, write grpc or tcp; "
                        + String.join(", ", foreign) + " are left to blackbox_exporter");
            }
            return text.value();
        });
    }

    static ScalarForm<Duration> timeout() {
        return new ScalarForm<>("duration", (text, reading) -> DurationText.parse(text.value(), text.quoted()));
    }

    /** Truth values as YAML 1.1 and Go have them. */
    static ScalarForm<Boolean> bool() {
        return new ScalarForm<>("true or false", (text, reading) -> switch (text.value()
                .toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y" -> true;
            case "false", "no", "off", "n" -> false;
            default -> throw new IllegalArgumentException(text.quoted() + " is not a truth value, write true or false");
        });
    }

    /** Whether IPv4 is wanted. */
    static ScalarForm<Boolean> ipProtocol() {
        return new ScalarForm<>("ip4 or ip6", (text, reading) -> switch (text.value()) {
            case "ip4" -> true;
            case "ip6", "" -> false;
            default -> throw new IllegalArgumentException(text.quoted() + " is no protocol, write ip4 or ip6");
        });
    }

    static ScalarForm<InetAddress> ipAddress() {
        return new ScalarForm<>("address", (text, reading) -> {
            InetAddress address = LiteralAddress.parse(text.value());
            if (address == null) {
                throw new IllegalArgumentException(
                        text.quoted() + " is no literal address, write one of this machine's");
            }
            return address;
        });
    }

    /** The JDK refuses what is older, whatever is asked of it. */
    static ScalarForm<String> tlsVersion() {
        return new ScalarForm<>("TLS12 or TLS13", (text, reading) -> switch (text.value()) {
            case "TLS12" -> "TLSv1.2";
            case "TLS13" -> "TLSv1.3";
            default ->
                throw new IllegalArgumentException(
                        text.quoted() + " is no version that is spoken here, write TLS12 or TLS13");
        });
    }

    static ScalarForm<String> service() {
        return new ScalarForm<>("name", (text, reading) -> {
            if (text.value().getBytes(StandardCharsets.UTF_8).length > MAX_SERVICE_BYTES) {
                throw new IllegalArgumentException(
                        text.quoted() + " is too long, write at most " + MAX_SERVICE_BYTES + " bytes");
            }
            return text.value();
        });
    }

    static ScalarForm<String> anyText() {
        return new ScalarForm<>("text", (text, reading) -> text.value());
    }

    /** RE2's syntax, which Go's is, and its time, which does not grow with what a peer sends. */
    static ScalarForm<Pattern> pattern() {
        return new ScalarForm<>("regular expression", (text, reading) -> {
            try {
                return Pattern.compile(text.value());
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        text.quoted() + " is no regular expression of RE2: " + e.getDescription()
                                + ", see github.com/google/re2/wiki/Syntax",
                        e);
            }
        });
    }

    /** Text, or {@code !!binary} and base64; either as bytes, each of them a character of ISO 8859-1. */
    static Form<String> bytes() {
        return new BytesForm();
    }

    private record BytesForm() implements Form<String> {
        @Override
        public @Nullable String read(Node node, String key, Reading reading) {
            Text text = Text.read(node, key, reading);
            if (text == null) {
                return null;
            }
            if (!(node instanceof ScalarNode) || !node.getTag().getValue().equals(BINARY)) {
                return characters(text.value().getBytes(StandardCharsets.UTF_8));
            }
            try {
                return characters(Base64.getDecoder().decode(text.value().replaceAll("\\s", "")));
            } catch (IllegalArgumentException e) {
                reading.problem(node, key, "is not base64, write what base64 prints for the bytes");
                return null;
            }
        }

        private static String characters(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        @Override
        public String describe() {
            return "text";
        }
    }
}
