package dev.insight.runner.export;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Writes spans as OTLP, by OpenTelemetry's exporter, and has a {@link Receiver} send them. Used by one thread at a time. */
final class SpanSender implements AutoCloseable {
    private final OtlpHttpSpanExporter exporter;
    private final Through through;

    SpanSender(Receiver receiver, String endpoint) {
        through = new Through(receiver);
        exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setComponentLoader(new Only(through))
                .setMeterProvider(MeterProvider.noop())
                .setRetryPolicy(null)
                .build();
    }

    /** Returns when it is known what became of {@code spans}. */
    Reception send(List<SpanData> spans) {
        through.reception = Reception.REFUSED; // of what cannot even be written
        exporter.export(spans);
        return through.reception;
    }

    @Override
    public void close() {
        exporter.close();
    }

    /** The way out. The exporter is told of no failure, for it would log each; the receiver logs the first. */
    private static final class Through implements HttpSender {
        private final Receiver receiver;
        private Reception reception = Reception.REFUSED;

        Through(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(32, message.getContentLength()));
            try {
                message.writeMessage(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory does not fail
            }
            reception = receiver.send(bytes.toByteArray());
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /** Finds that one sender and nothing else, whatever is on the class path. */
    private record Only(HttpSender sender) implements ComponentLoader {
        @Override
        public <T> Iterable<T> load(Class<T> type) {
            HttpSenderProvider provider = config -> sender;
            return type.isInstance(provider) ? List.of(type.cast(provider)) : List.of();
        }
    }
}
