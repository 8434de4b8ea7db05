package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopListener;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import dev.insight.hop.Ticker;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instrumentation that throws harms no call. */
abstract class FaultsTest extends NetTest {
    private static final Logger LOG = Logger.getLogger(Fuse.class.getName());

    private final List<LogRecord> logged = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    FaultsTest(Net net) {
        super(net);
    }

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void unlisten() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }

    /** A clock that breaks after so many readings, 0 for at once. */
    private static Ticker breakingAfter(int readings) {
        return new Ticker() {
            private int left = readings;

            @Override
            public synchronized long nanos() {
                if (left-- <= 0) {
                    throw new IllegalStateException("the clock is broken");
                }
                return left;
            }

            @Override
            public long epochMicros() {
                return 0;
            }
        };
    }

    private static final HopListener THROWING = new HopListener() {
        @Override
        public void onStamp(HopStamp stamp, String outcome) {
            throw new IllegalStateException("onStamp");
        }

        @Override
        public void onWriteLag(HopStamp stamp, long nanos) {
            throw new AssertionError("onWriteLag");
        }

        @Override
        public void onCall(SampledCall call) {
            throw new StackOverflowError("onCall");
        }
    };

    private Channel through(GrpcInsight insight) {
        Server service = world.serve(MethodType.UNARY, World.echo(), insight::configureServer);
        Server forwarder = world.forward(insight, service);
        return world.channel(forwarder, insight::configureChannel);
    }

    private static void assertEchoes(Channel channel, Metadata headers) {
        Answer answer = Caller.call(channel, UNARY, headers, Caller.PING);
        assertThat(answer.status().getCode()).as(answer.status().toString()).isEqualTo(Status.Code.OK);
        assertThat(answer.messages()).containsExactly(Caller.PING);
    }

    @Test
    void a_clock_that_throws_at_any_moment_harms_no_call() {
        for (int readings = 0; readings < 40; readings++) {
            GrpcInsight insight = GrpcInsight.builder("hop")
                    .sampleRatio(1)
                    .ticker(breakingAfter(readings))
                    .build();
            assertEchoes(through(insight), new Metadata());
        }
    }

    @Test
    void listeners_that_throw_are_counted_and_the_others_told() {
        Sampled sampled = new Sampled();
        GrpcInsight insight = GrpcInsight.builder("hop")
                .sampleRatio(1)
                .listener(THROWING)
                .listener(sampled)
                .build();
        assertEchoes(through(insight), new Metadata());

        Awaitility.await().until(() -> sampled.stamps.size() == 2 && sampled.writeLags.size() == 2);
        assertThat(sampled.call().outcome()).isEqualTo("OK");
        Awaitility.await().until(() -> insight.faults() == 5);
    }

    @Test
    void calls_that_failed_have_no_write_lag() {
        Sampled sampled = new Sampled();
        GrpcInsight insight = GrpcInsight.builder("hop").listener(sampled).build();
        Server failing = world.serve(
                MethodType.UNARY,
                World.onHalfClose((call, message) -> call.close(Status.ABORTED, new Metadata())),
                insight::configureServer);
        Caller.call(world.channel(world.forward(insight, failing)), UNARY, Caller.ask(), Caller.PING);
        assertEchoes(through(insight), Caller.ask());

        Awaitility.await().until(() -> sampled.stamps.size() == 4 && sampled.writeLags.size() == 2);
        assertThat(sampled.outcomes).containsExactlyInAnyOrder("ABORTED", "ABORTED", "OK", "OK");
    }

    @Test
    void a_listener_that_keeps_throwing_is_switched_off_and_the_log_says_so_once() {
        GrpcInsight insight = GrpcInsight.builder("hop").listener(THROWING).build();
        Channel channel = world.channel(world.serve(MethodType.UNARY, World.echo(), insight::configureServer));
        for (int i = 0; i < Fuse.FAULTS_TO_BLOW; i++) {
            assertEchoes(channel, Caller.ask());
        }

        assertThat(insight.faults()).isBetween((long) Fuse.FAULTS_TO_BLOW, Fuse.FAULTS_TO_BLOW + 5L);
        assertThat(messages(Level.SEVERE)).hasSize(1).allMatch(message -> message.contains("switched off"));
        assertThat(messages(Level.WARNING)).hasSize(1);
        assertThat(Caller.call(channel, UNARY, Caller.ask(), Caller.PING).names())
                .as("stamping itself goes on")
                .containsExactly("hop");
    }

    @Test
    void stamping_that_keeps_failing_is_switched_off_and_calls_go_on() {
        GrpcInsight insight =
                GrpcInsight.builder("hop").ticker(breakingAfter(0)).build();
        Channel channel = world.channel(world.serve(MethodType.UNARY, World.echo(), insight::configureServer));
        for (int i = 0; i < 2 * Fuse.FAULTS_TO_BLOW; i++) {
            assertEchoes(channel, Caller.ask());
        }

        assertThat(insight.faults()).isEqualTo(Fuse.FAULTS_TO_BLOW);
        assertThat(messages(Level.SEVERE)).hasSize(1);
    }

    private List<String> messages(Level level) {
        synchronized (logged) {
            return logged.stream()
                    .filter(record -> record.getLevel().equals(level))
                    .map(LogRecord::getMessage)
                    .toList();
        }
    }
}
