package dev.insight.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {
    @Test
    void a_fault_has_a_value_a_begin_and_a_length() {
        assertThat(Fault.parse("hop_slow@mediary-sg=25ms,after=10s,for=1.5s"))
                .isEqualTo(new Fault(
                        FaultKind.HOP_SLOW,
                        "mediary-sg",
                        "25ms",
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1_500)));
    }

    @Test
    void a_link_is_worse_by_what_is_said_and_no_more() {
        assertThat(Fault.parse("link_degraded@a>b=+60ms").weather()).isEqualTo(new Weather(60_000_000, 0, 0, 0, true));
        assertThat(Fault.parse("link_degraded@a>b=jitter=20ms,loss=2%,bandwidth=8mbit")
                        .weather())
                .isEqualTo(new Weather(0, 20_000_000, 0.02, 1_000_000, true));
        assertThat(Fault.parse("link_degraded@a>b,after=1s").weather())
                .isEqualTo(new Weather(60_000_000, 0, 0, 0, true));
    }

    @Test
    void a_fault_is_written_as_it_is_read() {
        String text = "link_degraded@a>b=+60ms,jitter=5ms,loss=1%,after=10s,for=1m30s";
        assertThat(Fault.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void every_kind_can_be_had_without_a_value(FaultKind kind) {
        Fault fault = Fault.parse(kind.label() + "@somewhere");
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.after()).isZero();
        assertThat(fault.length()).isNull();
        assertThat(Fault.parse(fault.toString())).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "hop_slow | fault \"hop_slow\": must be KIND@COMPONENT[=VALUE][,after=10s,for=30s,flap=15s]",
                "hop_slow@ | must be KIND@COMPONENT",
                "hop_slaw@gateway-eu | there is no fault \"hop_slaw\"; there are hop_overloaded, hop_slow",
                "hop_slow@gateway-eu=fast | value: \"fast\" is not a duration, write it like 200ms",
                "hop_slow@gateway-eu=-3ms | value: \"-3ms\" is not a duration",
                "hop_slow@gateway-eu=40ms,50ms | hop_slow takes one value: \"50ms\"",
                "hop_slow@gateway-eu=40ms,while=3s | \"while\" is no setting of hop_slow; it takes after, for, flap",
                "hop_slow@gateway-eu=40ms,for=1s,for=2s | for is given twice",
                "hop_down@gateway-eu=3 | hop_down takes no value: \"3\"",
                "hop_failing@gateway-eu=OK | value must be a status code such as UNAVAILABLE: \"OK\"",
                "hop_failing@gateway-eu=UNAVAILABLE,share=120% | share must be a share such as 30% or 0.3: \"120%\"",
                "link_degraded@a>b=jitter=20 | jitter: \"20\" has no unit, write it like 200ms",
                "link_degraded@a>b=bandwidth=0mbit | bandwidth must be bits per second such as 500kbit or 10mbit: \"0mbit\"",
                "hop_overloaded@gateway-eu=by=magic | by must be work, burn or threads: \"magic\"",
                "link_degraded@a>b=+60ms,ramp=5 | ramp: \"5\" has no unit, write it like 200ms",
                "hop_down@gateway-eu,flap=x | flap: \"x\" is not a duration",
                "tls_failing@gateway-eu=rotten | value must be expired or untrusted: \"rotten\"",
            })
    void what_cannot_be_read_is_refused_with_what_would_be_right(String text, String message) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
