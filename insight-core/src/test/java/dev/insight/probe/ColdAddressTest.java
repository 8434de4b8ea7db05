package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColdAddressTest {
    @ParameterizedTest
    @CsvSource({
        "gateway.eu:8443, gateway.eu, 8443, gateway.eu:8443, false",
        "gateway.eu, gateway.eu, 443, gateway.eu, false",
        "dns:///gateway.eu:8443, gateway.eu, 8443, gateway.eu:8443, false",
        "dns://8.8.8.8/gateway.eu, gateway.eu, 443, gateway.eu, false",
        "dns:gateway.eu:1, gateway.eu, 1, gateway.eu:1, false",
        "10.0.0.1:443, 10.0.0.1, 443, 10.0.0.1:443, true",
        "ipv4:10.0.0.1, 10.0.0.1, 443, 10.0.0.1, true",
        "[::1]:8443, ::1, 8443, [::1]:8443, true",
        "ipv6:[2001:db8::1]:5, 2001:db8::1, 5, [2001:db8::1]:5, true",
        "999.1.1.1:4, 999.1.1.1, 4, 999.1.1.1:4, false"
    })
    void forms_that_need_no_resolver_of_grpc(String text, String host, int port, String authority, boolean literal) {
        ColdAddress address = ColdAddress.parse(text, true);

        assertThat(address.authority()).isEqualTo(authority);
        assertThat(address.places()).containsExactly(new ColdAddress.Place(host, port));
        assertThat(address.places().get(0).literal() != null).isEqualTo(literal);
    }

    @Test
    void lists_of_literals_keep_their_order() {
        assertThat(ColdAddress.parse("ipv4:10.0.0.1:1,10.0.0.2:2", false).places())
                .containsExactly(new ColdAddress.Place("10.0.0.1", 1), new ColdAddress.Place("10.0.0.2", 2));
    }

    @Test
    void port_is_that_of_the_security() {
        assertThat(ColdAddress.parse("gateway", false).places().get(0).port()).isEqualTo(80);
        assertThat(ColdAddress.parse("gateway", true).places().get(0).port()).isEqualTo(443);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:/tmp/socket",
                "unix:///tmp/socket",
                "xds:///payments",
                "consul://dc/payments",
                "",
                "dns:",
                "dns:///",
                "host:",
                "host:port",
                "host:65536",
                "[::1",
                "[nonsense]:1",
                "ipv4:name:1",
                "ipv4:",
                "a b:1"
            })
    void others_are_not_supported(String text) {
        assertThat(ColdAddress.parse(text, false)).isNull();
    }
}
