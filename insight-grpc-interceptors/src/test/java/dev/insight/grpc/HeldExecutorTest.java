package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A hop whose executor is held accuses itself, not the network. The bounds are wide, for the machine may be busy: what
 * is held is far longer than what the link may show.
 */
class HeldExecutorTest extends NetTest {
    private static final long HELD_MILLIS = 400;
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS);

    private final Sampled sampled = new Sampled();
    private final HoldingExecutor executor = new HoldingExecutor();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();

    HeldExecutorTest() {
        super(Net.NETTY);
    }

    /** Runs each task at once, save that it is asked to run the next one late. */
    private static final class HoldingExecutor implements Executor {
        private final AtomicBoolean holdNext = new AtomicBoolean();
        private final AtomicInteger running = new AtomicInteger();

        void holdNext() {
            await().until(() -> running.get() == 0);
            holdNext.set(true);
        }

        @Override
        public void execute(Runnable task) {
            running.incrementAndGet();
            Executor late = CompletableFuture.delayedExecutor(HELD_MILLIS, TimeUnit.MILLISECONDS);
            Executor to = holdNext.getAndSet(false) ? late : ForkJoinPool.commonPool();
            to.execute(() -> {
                task.run();
                running.decrementAndGet();
            });
        }
    }

    /** Answers as an echo does, and counts how far its calls have come. */
    private ServerCallHandler<byte[], byte[]> counted() {
        ServerCallHandler<byte[], byte[]> echo = World.echo();
        return (call, headers) -> {
            started.incrementAndGet();
            return new SimpleForwardingServerCallListener<>(echo.startCall(call, headers)) {
                @Override
                public void onComplete() {
                    completed.incrementAndGet();
                    super.onComplete();
                }
            };
        };
    }

    /** A channel to a server that has answered a call already and is done with it. */
    private Channel warm() {
        Server server = world.serve(
                MethodType.UNARY, counted(), builder -> insight("svc").configureServer(builder.executor(executor)));
        Channel channel = world.channel(server, sampled.caller()::configureChannel);
        Caller.call(channel, UNARY, new Metadata(), Caller.PING);
        sampled.call();
        sampled.calls.clear();
        await().until(() -> completed.get() == 1);
        return channel;
    }

    @Test
    void waiting_for_the_handler_shows_in_queue_and_self_and_not_in_the_link() {
        Channel channel = warm();
        executor.holdNext();
        Caller.call(channel, UNARY, new Metadata(), Caller.PING);

        SampledCall call = sampled.call();
        HopStamp stamp = call.path().stamps().get(0);
        assertThat(stamp.queueNanos()).isGreaterThanOrEqualTo(HELD_NANOS - stamp.resolutionNanos());
        assertThat(stamp.totalNanos()).isGreaterThanOrEqualTo(stamp.queueNanos());
        assertThat(call.latencyNanos() - stamp.totalNanos()).as("link").isBetween(0L, HELD_NANOS / 2);
    }

    @Test
    void waiting_for_the_message_shows_in_self_and_not_in_the_link() {
        Channel channel = warm();
        // Whoever knows that there will be one message sends the headers with it.
        var unaware = UNARY.toBuilder().setType(MethodType.BIDI_STREAMING).build();
        ClientCall<byte[], byte[]> calling = channel.newCall(unaware, CallOptions.DEFAULT);
        Caller.Collector collector = new Caller.Collector();
        calling.start(collector, new Metadata());
        calling.request(1);
        await().until(() -> started.get() == 2); // so the message needs a task of its own
        executor.holdNext();
        calling.sendMessage(Caller.PING);
        calling.halfClose();
        Caller.await(collector.answer);

        SampledCall call = sampled.call();
        HopStamp stamp = call.path().stamps().get(0);
        assertThat(stamp.queueNanos()).isGreaterThanOrEqualTo(HELD_NANOS - stamp.resolutionNanos());
        assertThat(call.latencyNanos() - stamp.totalNanos()).as("link").isBetween(0L, HELD_NANOS / 2);
    }
}
