package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
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

    HeldExecutorTest() {
        super(Net.NETTY);
    }

    /** Runs the {@code nth} task late, by what is held. */
    private static Executor holding(int nth, AtomicInteger tasks) {
        Executor late = CompletableFuture.delayedExecutor(HELD_MILLIS, TimeUnit.MILLISECONDS);
        return task -> (tasks.incrementAndGet() == nth ? late : ForkJoinPool.commonPool()).execute(task);
    }

    private SampledCall callWithTaskHeld(int nth) {
        AtomicInteger tasks = new AtomicInteger();
        Server server = world.serve(
                MethodType.UNARY,
                World.echo(),
                builder -> insight("svc").configureServer(builder.executor(holding(nth, tasks))));
        Channel channel = world.channel(server, sampled.caller()::configureChannel);
        tasks.set(nth); // the first call, which warms up, is not held
        Caller.call(channel, UNARY, new Metadata(), Caller.PING);
        sampled.call();
        sampled.calls.clear();
        tasks.set(0);
        Caller.call(channel, UNARY, new Metadata(), Caller.PING);
        return sampled.call();
    }

    @Test
    void waiting_for_the_handler_shows_in_queue_and_self_and_not_in_the_link() {
        SampledCall call = callWithTaskHeld(1);
        HopStamp stamp = call.path().stamps().get(0);

        assertThat(stamp.queueNanos()).isGreaterThanOrEqualTo(HELD_NANOS - stamp.resolutionNanos());
        assertThat(stamp.totalNanos()).isGreaterThanOrEqualTo(stamp.queueNanos());
        assertThat(call.latencyNanos() - stamp.totalNanos()).as("link").isBetween(0L, HELD_NANOS / 2);
    }

    @Test
    void waiting_for_the_message_shows_in_self_and_not_in_the_link() {
        SampledCall call = callWithTaskHeld(2);
        HopStamp stamp = call.path().stamps().get(0);

        assertThat(stamp.queueNanos()).isGreaterThanOrEqualTo(HELD_NANOS - stamp.resolutionNanos());
        assertThat(call.latencyNanos() - stamp.totalNanos()).as("link").isBetween(0L, HELD_NANOS / 2);
    }
}
