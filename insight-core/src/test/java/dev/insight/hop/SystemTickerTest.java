package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemTickerTest {
    private static final long SLACK_MICROS = 500_000;

    private final Ticker ticker = Ticker.system();

    @Test
    void epochMicros_ofAMomentReadBefore_isTheWallClocks() {
        for (int i = 0; i < 3; i++) { // the first reads the clock, the others go by it
            long before = ticker.epochMicros();
            long at = ticker.epochMicros(ticker.nanos());
            assertThat(at).isBetween(before - SLACK_MICROS, ticker.epochMicros() + SLACK_MICROS);
        }
    }

    @Test
    void epochMicros_ofMomentsOneAfterTheOther_areAsFarApart() {
        long nanos = ticker.nanos();
        ticker.epochMicros(nanos);
        assertThat(ticker.epochMicros(nanos + 5_000_000) - ticker.epochMicros(nanos))
                .isEqualTo(5_000);
    }

    @Test
    void epochMicros_longAfterTheClockWasRead_readsItAgain() {
        long nanos = ticker.nanos();
        long later =
                ticker.epochMicros(nanos + 3_600_000_000_000L); // as if an hour had passed, which the wall clock denies
        assertThat(later).isLessThan(ticker.epochMicros() + SLACK_MICROS);
        ticker.epochMicros(ticker.nanos()); // and back again, for others
    }
}
