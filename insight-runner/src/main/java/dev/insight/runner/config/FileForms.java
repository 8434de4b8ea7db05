package dev.insight.runner.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The forms of values that name a file, relative to the configuration's own directory. */
final class FileForms {
    private static final int MAX_SECRET_BYTES = 64 << 10;
    private static final int MAX_PEM_BYTES = 4 << 20;
    private static final int MAX_PAYLOAD_BYTES = 4 << 20;

    private FileForms() {}

    static Form<Path> certificates() {
        return pem("-----BEGIN CERTIFICATE-----", "a PEM file of certificates");
    }

    static Form<Path> privateKey() {
        return pem(
                "-----BEGIN PRIVATE KEY-----", "a PEM file of a PKCS#8 key (openssl pkcs8 -topk8 -nocrypt makes one)");
    }

    static Form<Path> file() {
        return new ScalarForm<>("file", FileForms::existing);
    }

    private static Form<Path> pem(String begin, String right) {
        return new ScalarForm<>("file, PEM", (text, reading) -> {
            Path file = existing(text, reading);
            if (!new String(content(file, text, MAX_PEM_BYTES), StandardCharsets.ISO_8859_1).contains(begin)) {
                throw new IllegalArgumentException(text.quoted() + " holds no " + begin + ", name " + right);
            }
            return file;
        });
    }

    /** A file whose content, without the line's end, is a secret. */
    static Form<String> secret() {
        return new ScalarForm<>("file", FileForms::readSecret);
    }

    /** The same of what is sent in a header. */
    static Form<String> token() {
        return new ScalarForm<>("file", (text, reading) -> {
            String token = readSecret(text, reading);
            if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw new IllegalArgumentException(
                        text.quoted() + " holds more than one word of printable ASCII, write the token alone into it");
            }
            return token;
        });
    }

    static String readSecret(Text text, Reading reading) {
        byte[] content = content(existing(text, reading), text, MAX_SECRET_BYTES);
        String secret = new String(content, StandardCharsets.UTF_8).strip();
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(text.quoted() + " is empty, write the secret into it");
        }
        return secret;
    }

    static Form<byte[]> payload() {
        return new ScalarForm<>("file", (text, reading) -> content(existing(text, reading), text, MAX_PAYLOAD_BYTES));
    }

    private static Path existing(Text text, Reading reading) {
        Path file = reading.resolve(text.value());
        if (!Files.isRegularFile(file)) {
            String fault = Files.exists(file) ? " is not a file" : " does not exist";
            throw new IllegalArgumentException(
                    text.quoted() + fault + " (" + file + "), name a file relative to the configuration's directory");
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(text.quoted() + " cannot be read (" + file + "), let this user read it");
        }
        return file;
    }

    private static byte[] content(Path file, Text text, int limit) {
        try {
            if (Files.size(file) > limit) {
                throw new IllegalArgumentException(
                        text.quoted() + " is larger than " + limit + " bytes (" + file + "), name the right file");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(text.quoted() + " cannot be read (" + file + "): " + e.getMessage(), e);
        }
    }
}
