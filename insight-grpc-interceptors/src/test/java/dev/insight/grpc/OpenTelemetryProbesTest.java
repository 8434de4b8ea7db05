package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import io.grpc.Metadata;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryProbesTest {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider tracers = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final OpenTelemetry openTelemetry =
            OpenTelemetrySdk.builder().setTracerProvider(tracers).build();
    private final TestPeer peer = TestPeer.start();

    @AfterEach
    void close() {
        peer.close();
        tracers.close();
    }

    private ProbeResult once() {
        Probe probe = Probing.probe(peer.address());
        try (ProbeTransport transport = OpenTelemetryProbes.transport(openTelemetry);
                ProbeTransport.Session session = transport.open(probe)) {
            return Probing.once(session, probe, 0);
        }
    }

    @Test
    void probe_is_a_client_span_and_its_hops_are_events() {
        peer.trailerStamp = "payments;t=3000;q=1000, gateway-eu;t=5000;u=4500;node=gateway-eu-1";
        ProbeResult result = once();

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getName()).isEqualTo("grpc.health.v1.Health/Check");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(text(span, "rpc.system")).isEqualTo("grpc");
        assertThat(text(span, "rpc.service")).isEqualTo("grpc.health.v1.Health");
        assertThat(text(span, "rpc.method")).isEqualTo("Check");
        assertThat(text(span, "insight.target")).isEqualTo("sg");
        assertThat(text(span, "network.peer.address")).isEqualTo(peer.address());
        assertThat(result.traceId()).isEqualTo(span.getTraceId());
        assertThat(result.spanId()).isEqualTo(span.getSpanId());

        EventData gateway = span.getEvents().get(0);
        assertThat(gateway.getAttributes().get(AttributeKey.stringKey("insight.hop.name")))
                .isEqualTo("gateway-eu");
        assertThat(gateway.getAttributes().get(AttributeKey.doubleKey("insight.hop.self_ms")))
                .isEqualTo(0.5);
        EventData service = span.getEvents().get(1);
        assertThat(service.getAttributes().get(AttributeKey.doubleKey("insight.hop.total_ms")))
                .isEqualTo(3.0);
        assertThat(service.getAttributes().get(AttributeKey.doubleKey("insight.hop.queue_ms")))
                .isEqualTo(1.0);
    }

    @Test
    void traceparent_goes_out_with_the_probe() {
        ProbeResult result = once();

        String traceparent = peer.asked.element().get(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER));
        // Sampled, and in newer versions of the standard random: 01 or 03.
        assertThat(traceparent).matches("00-" + result.traceId() + "-" + result.spanId() + "-0[13]");
    }

    @Test
    void failure_is_the_status_of_the_span() {
        peer.answer = TestPeer.NOT_SERVING;
        once();

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("health: NOT_SERVING");
        assertThat(span.getAttributes().get(AttributeKey.longKey("rpc.grpc.status_code")))
                .isEqualTo(14);
    }

    @Test
    void tracer_that_throws_costs_the_trace_and_not_the_probe() {
        Probe probe = Probing.probe(peer.address());
        Tracer tracer = name -> {
            throw new IllegalStateException("broken");
        };
        OpenTelemetry broken = mock(OpenTelemetry.class);
        when(broken.getTracer(anyString())).thenReturn(tracer);
        when(broken.getPropagators()).thenReturn(ContextPropagators.noop());
        try (ProbeTransport transport = OpenTelemetryProbes.transport(broken);
                ProbeTransport.Session session = transport.open(probe)) {
            assertThat(Probing.once(session, probe, 0).outcome().isOk()).isTrue();
        }
    }

    @Test
    void everything_else_works_without_open_telemetry_on_the_class_path() throws Exception {
        try (WithoutOpenTelemetry loader = new WithoutOpenTelemetry()) {
            Class<?> probing = loader.loadClass(WithoutTraces.class.getName());
            assertThat(probing.getClassLoader()).isSameAs(loader);
            Object outcome = probing.getMethod("probe", String.class).invoke(null, peer.address());
            assertThat(outcome).isEqualTo("OK");
        }
    }

    /** What a host without OpenTelemetry does; loaded by a class loader that does not have it. */
    public static final class WithoutTraces {
        private WithoutTraces() {}

        public static String probe(String address) {
            Probe probe = Probing.probe(address);
            GrpcInsight.builder("payments").build();
            try (ProbeTransport transport = GrpcInsight.transport();
                    ProbeTransport.Session session = transport.open(probe)) {
                return Probing.once(session, probe, 0).outcome().code();
            }
        }
    }

    /** Loads this project's classes itself, from the test's class path, and finds no OpenTelemetry anywhere. */
    private static final class WithoutOpenTelemetry extends URLClassLoader {
        WithoutOpenTelemetry() {
            super(new URL[0], OpenTelemetryProbesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.insight.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] all = bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }
}
