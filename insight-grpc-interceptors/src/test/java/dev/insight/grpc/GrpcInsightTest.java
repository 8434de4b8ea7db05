package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class GrpcInsightTest {
    @Test
    void frameworks_can_reflect_on_it_without_OpenTelemetry() throws Exception {
        Class<?> alone = new HidingClassLoader("io.opentelemetry.", GrpcInsight.class).loadClass();

        assertThat(alone.getDeclaredMethods()).extracting(Method::getName).contains("builder", "transport");
        for (Class<?> nested : alone.getDeclaredClasses()) {
            assertThat(nested.getDeclaredMethods()).isNotEmpty();
            assertThat(nested.getDeclaredFields()).isNotEmpty();
        }
        assertThat(alone.getDeclaredFields()).isNotEmpty();
        assertThat(alone.getDeclaredConstructors()).isNotEmpty();
    }
}
