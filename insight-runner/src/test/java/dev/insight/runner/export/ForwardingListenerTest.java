package dev.insight.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.InsightListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is told passes through. */
class ForwardingListenerTest {
    /** One that is not handed on would be of no effect, and nobody would see why. */
    @Test
    void all_that_a_listener_may_be_told_is_handed_on() {
        assertThat(Arrays.stream(InsightListener.class.getMethods()).map(Method::getName))
                .isNotEmpty()
                .allMatch(name -> Arrays.stream(ForwardingListener.class.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name)));
    }
}
