package dev.insight.examples.lab;

/** A fault that comes and goes, as long as it is on. Thread-safe. */
final class Flapping implements Effect {
    private final Effect steady;
    private final LabTimer timer;
    private final long periodNanos;

    /** {@code steady}, on for {@code periodNanos} and then off for as long, in turn. */
    Flapping(Effect steady, LabTimer timer, long periodNanos) {
        this.steady = steady;
        this.timer = timer;
        this.periodNanos = periodNanos;
    }

    @Override
    public Runnable begin() {
        Turns turns = new Turns(steady);
        Repeating repeating = Repeating.start(timer, periodNanos, turns::turn);
        return () -> {
            repeating.end();
            turns.off();
        };
    }

    private static final class Turns {
        private final Effect steady;
        private Runnable end = () -> {};

        Turns(Effect steady) {
            this.steady = steady;
        }

        synchronized void turn(int step) {
            off();
            if (step % 2 == 0) {
                end = steady.begin();
            }
        }

        synchronized void off() {
            end.run();
            end = () -> {};
        }
    }
}
