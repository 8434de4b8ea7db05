package dev.insight.examples.demo;

import static dev.insight.examples.demo.InjectedFault.State.ON;
import static dev.insight.examples.demo.InjectedFault.State.OVER;
import static dev.insight.examples.demo.InjectedFault.State.TO_COME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.examples.lab.Fault;
import org.junit.jupiter.api.Test;

class InjectedFaultTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void state_followsAfterAndFor() {
        InjectedFault fault = injected("hop_slow@a=1ms,after=10s,for=30s");

        assertThat(fault.state(9 * SECOND)).isEqualTo(TO_COME);
        assertThat(fault.state(15 * SECOND)).isEqualTo(ON);
        assertThat(fault.state(45 * SECOND)).isEqualTo(OVER);
    }

    @Test
    void state_withoutFor_isOnUntilItIsCleared() {
        InjectedFault fault = injected("hop_slow@a=1ms");

        assertThat(fault.state(1_000 * SECOND)).isEqualTo(ON);
        assertThat(fault.cleared(70 * SECOND).state(70 * SECOND)).isEqualTo(OVER);
        assertThat(fault.cleared(70 * SECOND).cleared(80 * SECOND).endNanos()).isEqualTo(70 * SECOND);
    }

    private static InjectedFault injected(String fault) {
        return new InjectedFault(Fault.parse(fault), 5 * SECOND, null);
    }
}
