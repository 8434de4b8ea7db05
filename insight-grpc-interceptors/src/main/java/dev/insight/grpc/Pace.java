package dev.insight.grpc;

/** How often and how long the sessions of one channel would have a connection tried. Thread-safe. */
interface Pace {
    /** Attempts to connect to one backend begin at least so far apart. */
    long attemptGapNanos();

    /** A probe that finds an attempt older than this begins another: its packets may have gone into a black hole. */
    long patienceNanos();
}
