package dev.insight.runner.replay;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * The time that a recording has come to. Diagnosis never goes back, so that one line from far ahead would silence all that
 * follow: it is refused until the next line confirms it, as after a recorder has rested for days. Not thread-safe.
 */
final class TimeOrder {
    /** Lines are in the order of intended starts but for what came too late to be put in order. */
    private static final long BACK_MICROS = TimeUnit.MINUTES.toMicros(1);

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
    private static final long NONE = Long.MIN_VALUE;

    private long newest = NONE;
    private long doubted = NONE;

    /** The newest time that was taken; 0 before the first. */
    long newest() {
        return newest == NONE ? 0 : newest;
    }

    /** Whether a probe may have begun at {@code micros}: neither far ahead, nor back by more than lines mix. */
    void check(long micros) throws BadRecordException {
        checkAhead(micros);
        if (newest != NONE && newest - micros > BACK_MICROS) {
            throw new BadRecordException(
                    "t goes back by " + seconds(newest - micros) + " s, lines must be in the order of t");
        }
    }

    /** Whether {@code micros} is not far ahead; what was measured long ago may be told late. */
    void checkAhead(long micros) throws BadRecordException {
        boolean confirmed = doubted != NONE && Math.abs(micros - doubted) <= DAY_MICROS;
        doubted = NONE;
        if (newest != NONE && micros - newest > DAY_MICROS && !confirmed) {
            doubted = micros;
            throw new BadRecordException("t goes forward by " + seconds(micros - newest)
                    + " s, which is taken for true only from the next line on, if that does so too");
        }
    }

    /** A line of {@code micros} was taken. */
    void taken(long micros) {
        newest = Math.max(newest, micros);
    }

    private static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
