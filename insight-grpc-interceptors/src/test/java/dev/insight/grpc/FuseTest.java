package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FuseTest {
    private final AtomicLong now = new AtomicLong();
    private final Fuse fuse = new Fuse("test", new Ticker() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public long epochMicros() {
            return 0;
        }
    });

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            fuse.caught(new IllegalStateException("broken"));
        }
    }

    @Test
    void many_faults_in_a_short_time_blow_it_for_good() {
        fail(Fuse.FAULTS_TO_BLOW - 1);
        assertThat(fuse.isBlown()).isFalse();
        fail(1);
        assertThat(fuse.isBlown()).isTrue();

        now.addAndGet(10 * Fuse.WINDOW.toNanos());
        fail(1);
        assertThat(fuse.isBlown()).isTrue();
        assertThat(fuse.faults()).isEqualTo(Fuse.FAULTS_TO_BLOW + 1);
    }

    @Test
    void faults_now_and_then_do_not() {
        for (int day = 0; day < 3 * Fuse.FAULTS_TO_BLOW; day++) {
            now.addAndGet(24 * 3_600_000_000_000L);
            fail(1);
        }
        assertThat(fuse.isBlown()).isFalse();
        assertThat(fuse.faults()).isEqualTo(3 * Fuse.FAULTS_TO_BLOW);
    }

    @Test
    void faults_of_a_time_that_is_over_are_forgotten() {
        fail(Fuse.FAULTS_TO_BLOW - 1);
        now.addAndGet(Fuse.WINDOW.toNanos() + 1);
        fail(Fuse.FAULTS_TO_BLOW - 1);
        assertThat(fuse.isBlown()).isFalse();
        fail(1);
        assertThat(fuse.isBlown()).isTrue();
    }

    @Test
    void what_callers_provoke_is_counted_and_does_not_blow_it() {
        for (int i = 0; i < 2 * Fuse.FAULTS_TO_BLOW; i++) {
            fuse.provoked(new IllegalStateException("provoked"));
        }
        assertThat(fuse.isBlown()).isFalse();
        assertThat(fuse.faults()).isEqualTo(2 * Fuse.FAULTS_TO_BLOW);
    }
}
