package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HealthAnswerTest {
    private static String read(int... bytes) {
        byte[] message = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            message[i] = (byte) bytes[i];
        }
        return HealthAnswer.read(message).code() + " "
                + HealthAnswer.read(message).message();
    }

    @Test
    void only_serving_is_ok() {
        assertThat(read(8, 1)).isEqualTo("OK null");
        assertThat(read()).isEqualTo("UNAVAILABLE health: UNKNOWN");
        assertThat(read(8, 0)).isEqualTo("UNAVAILABLE health: UNKNOWN");
        assertThat(read(8, 2)).isEqualTo("UNAVAILABLE health: NOT_SERVING");
        assertThat(read(8, 3)).isEqualTo("UNAVAILABLE health: SERVICE_UNKNOWN");
        assertThat(read(8, 0x90, 1)).isEqualTo("UNAVAILABLE health: 144");
    }

    @Test
    void fields_of_later_versions_are_passed_over() {
        assertThat(read(0x12, 2, 'h', 'i', 8, 1)).isEqualTo("OK null");
        assertThat(read(0x18, 0xff, 1, 8, 1)).isEqualTo("OK null");
    }

    @Test
    void what_is_no_message_is_an_internal_error() {
        String broken = "INTERNAL health: the answer is no HealthCheckResponse";
        assertThat(read(8)).isEqualTo(broken);
        assertThat(read(0x12, 9, 'h')).isEqualTo(broken);
        assertThat(read(8, 0xff, 0xff)).isEqualTo(broken);
    }

    @Test
    void no_bytes_make_it_throw() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            byte[] message = new byte[random.nextInt(16)];
            random.nextBytes(message);
            assertThatCode(() -> HealthAnswer.read(message)).doesNotThrowAnyException();
        }
    }
}
