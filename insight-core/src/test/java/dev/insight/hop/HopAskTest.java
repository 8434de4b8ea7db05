package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopAskTest {
    @Test
    void a_plain_ask_is_the_version_alone() {
        assertThat(new HopAsk(false, null, null).wire()).isEqualTo("v=1");
        assertThat(HopAsk.parse("v=1")).isEqualTo(new HopAsk(false, null, null));
        assertThat(new HopAsk(false, null, null).wireBytes()).containsExactly('v', '=', '1');
        assertThat(HopAsk.parseBytes(new HopAsk(true, null, null).wireBytes())).isEqualTo(new HopAsk(true, null, null));
    }

    @Test
    void all_that_is_asked_is_written_and_read() {
        HopAsk ask = new HopAsk(true, "mediary-sg", "s3cret; \"quoted\"");

        assertThat(ask.wire()).isEqualTo("v=1;probe;stop=mediary-sg;key=\"s3cret; \\\"quoted\\\"\"");
        assertThat(HopAsk.parse(ask.wire())).isEqualTo(ask);
    }

    @Test
    void keys_stand_in_any_order_and_unknown_ones_are_ignored() {
        assertThat(HopAsk.parse(" probe ; later=\"x;y\"; v = 1 ")).isEqualTo(new HopAsk(true, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "probe", "v=2", "v", "v=1,v=1", "v=1;stop=", "v=1;key=\"x", "v=1 probe", "v=1;é", "=1"})
    void what_is_not_an_ask_of_this_version_is_none(String wire) {
        assertThat(HopAsk.parse(wire)).isNull();
    }

    @Test
    void an_ask_that_is_absent_or_huge_is_none() {
        assertThat(HopAsk.parse(null)).isNull();
        assertThat(HopAsk.parse("v=1;" + "x".repeat(10_000))).isNull();
    }

    @Test
    void a_stop_or_key_that_cannot_travel_is_refused() {
        assertThatThrownBy(() -> new HopAsk(true, "é", null))
                .hasMessage("stop must be 1 to 64 printable ASCII characters: é");
        assertThatThrownBy(() -> new HopAsk(true, null, "line\nbreak"))
                .hasMessage("key must be 1 to 256 printable ASCII characters");
    }

    @Test
    void the_key_is_not_shown() {
        assertThat(new HopAsk(true, null, "s3cret").toString()).doesNotContain("s3cret");
    }
}
