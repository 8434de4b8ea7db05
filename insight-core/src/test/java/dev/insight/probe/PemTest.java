package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void keys_of_each_kind_are_read(String kind) throws Exception {
        byte[] encoded = KeyPairGenerator.getInstance(kind)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();

        assertThat(Pem.privateKey("tls.key", key(Base64.getMimeEncoder().encodeToString(encoded)))
                        .getEncoded())
                .isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "A", "====", "not base64 at all!"})
    void key_that_is_none_is_an_error_that_names_the_file(String content) throws Exception {
        Path file = key(content);

        assertThatIOException()
                .isThrownBy(() -> Pem.privateKey("tls.key", file))
                .withMessage("tls.key: " + file + " holds no PKCS#8 private key in PEM");
    }

    @Test
    void file_that_is_missing_or_holds_no_certificate_is_named() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatIOException()
                .isThrownBy(() -> Pem.trustManagers("tls.ca", missing))
                .withMessage("tls.ca: " + missing + " does not exist");
        assertThatIOException()
                .isThrownBy(() -> Pem.certificates("tls.cert", empty))
                .withMessage("tls.cert: " + empty + " holds no certificate in PEM");
    }

    private Path key(String content) throws Exception {
        return Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + content + "\n-----END PRIVATE KEY-----\n");
    }
}
