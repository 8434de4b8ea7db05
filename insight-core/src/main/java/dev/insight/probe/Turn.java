package dev.insight.probe;

/** Something the scheduler has to do at a moment. Confined to the scheduler's thread. */
abstract class Turn implements Runnable {
    /** When, in the ticker's monotonic nanoseconds. Changes only while the turn is in no queue. */
    long atNanos;

    /** Where the turn is in the queue's heap; negative when it is in none. */
    int place = -1;

    /** Does what is due; the turn is in no queue and may enter one again. */
    @Override
    public abstract void run();
}
