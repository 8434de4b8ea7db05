package dev.insight.runner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpExchange;
import dev.insight.runner.SetTicker;
import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.store.PathStore;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final SetTicker ticker = new SetTicker();
    private final PathStore store = PathStore.create();
    private final EventFeed feed = new EventFeed(store, new StatusJson(store, new StatusSources(), false));

    @Test
    void stream_that_an_error_interrupts_is_closed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        HttpExchange exchange = mock(HttpExchange.class);
        when(exchange.getResponseBody()).thenReturn(OutputStream.nullOutputStream(), new FullMemory());
        try (ExchangeThreads threads = ExchangeThreads.forAnswers(1, ticker);
                EventStreams streams = new EventStreams(feed, new Access(HttpConfig.open()), threads, 1, ticker)) {
            EventStream stream = new EventStream(exchange, closed::countDown, feed, threads);
            stream.begin(-1, 0);

            stream.offer(new EventTick(0, 0, new byte[0], new byte[1], 1), streams);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static final class FullMemory extends OutputStream {
        @Override
        public void write(int octet) {
            throw new OutOfMemoryError("of this test");
        }
    }
}
