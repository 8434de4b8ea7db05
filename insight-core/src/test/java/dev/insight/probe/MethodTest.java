package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {
    @Test
    void health_check_asks_for_the_service_in_field_one() {
        Method method = Method.healthCheck("pay");

        assertThat(method.fullName()).isEqualTo("grpc.health.v1.Health/Check");
        assertThat(method.payload()).containsExactly(0x0a, 3, 'p', 'a', 'y');
        assertThat(method.isHealth()).isTrue();
        assertThat(method.isStreaming()).isFalse();
    }

    @Test
    void health_check_of_the_whole_server_is_empty() {
        assertThat(Method.healthCheck("").payload()).isEmpty();
    }

    @Test
    void health_watch_streams_and_is_health() {
        Method method = Method.healthWatch("pay");

        assertThat(method.isStreaming()).isTrue();
        assertThat(method.isHealth()).isTrue();
        assertThat(method.payload()).isEqualTo(Method.healthCheck("pay").payload());
    }

    @Test
    void any_unary_method_is_neither() {
        Method method = Method.unary("shop.Pay/Ping", new byte[] {1, 2});

        assertThat(method.isHealth()).isFalse();
        assertThat(method.isStreaming()).isFalse();
        assertThat(method).hasToString("shop.Pay/Ping (2 bytes)");
    }

    @Test
    void health_check_of_a_method_asks_of_the_same_service_or_of_the_whole_server() {
        Method check = Method.healthCheck("payments");
        assertThat(check.asHealthCheck()).isSameAs(check);
        assertThat(Method.healthWatch("payments").asHealthCheck()).isEqualTo(check);
        assertThat(Method.unary("shop.Pay/Ping", new byte[] {1}).asHealthCheck())
                .isEqualTo(Method.healthCheck(""));
    }

    @Test
    void payload_is_copied_in_and_out() {
        byte[] bytes = {1};
        Method method = Method.unary("shop.Pay/Ping", bytes);
        bytes[0] = 2;
        method.payload()[0] = 3;

        assertThat(method.payload()).containsExactly(1);
    }

    @Test
    void methods_are_equal_by_name_and_payload() {
        assertThat(Method.unary("a.B/C", new byte[] {1}))
                .isEqualTo(Method.unary("a.B/C", new byte[] {1}))
                .hasSameHashCodeAs(Method.unary("a.B/C", new byte[] {1}))
                .isNotEqualTo(Method.unary("a.B/C", new byte[] {2}))
                .isNotEqualTo(Method.unary("a.B/D", new byte[] {1}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Pay", "/Ping", "Pay/", "shop/Pay/Ping"})
    void name_that_is_no_method_is_refused(String name) {
        assertThatThrownBy(() -> Method.unary(name, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("method must be package.Service/Method: " + name);
    }

    @Test
    void health_service_name_too_long_for_one_length_byte_is_refused() {
        assertThat(Method.healthCheck("x".repeat(127)).payload()).hasSize(129);
        assertThatThrownBy(() -> Method.healthCheck("x".repeat(128))).hasMessageContaining("127");
    }
}
