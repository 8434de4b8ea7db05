package dev.insight.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.examples.lab.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteeringTest {
    private final List<String> injected = new ArrayList<>();
    private boolean quit;
    private final InjectedFaults faults = new InjectedFaults(this::inject, injected::clear, () -> 0);
    private final Steering steering = new Steering(faults, () -> "insight trace h:1", () -> quit = true);

    private void inject(Fault fault) {
        if (fault.component().equals("nowhere")) {
            throw new IllegalArgumentException("hop_slow cannot be of \"nowhere\"");
        }
        injected.add(fault.toString());
    }

    @Test
    void aFault_isInjected() {
        assertThat(steering.take("hop_slow@mediary-sg=40ms,for=30s"))
                .isEqualTo("injected hop_slow@mediary-sg=40ms,for=30s");
        assertThat(injected).containsExactly("hop_slow@mediary-sg=40ms,for=30s");
    }

    @Test
    void aFault_mayBeWrittenAsOnACommandLine() {
        steering.take("--fault 'link_down@a>b'");
        steering.take(" --fault=hop_down@c ");

        assertThat(injected).containsExactly("link_down@a>b", "hop_down@c");
    }

    @Test
    void aNumber_isTheToursStep() {
        assertThat(steering.take("1"))
                .isEqualTo("injected " + Tour.steps().get(0).fault());
        assertThat(steering.take("9")).startsWith("error: \"9\" is no order; write a fault, such as ");
    }

    @Test
    void clear_endsWhatIsOn() {
        steering.take("hop_down@c");
        steering.take("hop_down@d");

        assertThat(steering.take("clear")).isEqualTo("cleared 2 faults");
        assertThat(steering.take("CLEAR")).isEqualTo("cleared 0 faults");
        assertThat(injected).isEmpty();
    }

    @Test
    void whatCannotBe_isSaidWithTheCure() {
        assertThat(steering.take("hop_slaw@c")).startsWith("error: ").contains("there is no fault \"hop_slaw\"");
        assertThat(steering.take("hop_slow@nowhere")).isEqualTo("error: hop_slow cannot be of \"nowhere\"");
        assertThat(steering.take("faster")).startsWith("error: \"faster\" is no order; write a fault, such as ");
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void otherOrders_areAnswered() {
        assertThat(steering.take("")).isNull();
        assertThat(steering.take("help")).startsWith("help: a fault, such as ");
        assertThat(steering.take("faults")).contains("hop_overloaded@gateway-eu=40ms");
        assertThat(steering.take("tour")).startsWith("1  hop_overloaded@mediary-sg=40ms,for=40s: ");
        assertThat(steering.take("trace")).isEqualTo("insight trace h:1");
        assertThat(quit).isFalse();
        assertThat(steering.take("quit")).isEqualTo("ending");
        assertThat(quit).isTrue();
    }
}
