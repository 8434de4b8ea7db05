package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

/** The part of a stamp that only hops which call others have. Written by who makes the stamp, as the stamp is. */
final class UpstreamTimes {
    long nanos;
    long beforeNanos;
    long preTransportNanos;
    long retryNanos;
    int fanOut;
    int attempts;

    /** All is absent. */
    UpstreamTimes() {
        clear();
    }

    UpstreamTimes(UpstreamTimes other) {
        nanos = other.nanos;
        beforeNanos = other.beforeNanos;
        preTransportNanos = other.preTransportNanos;
        retryNanos = other.retryNanos;
        fanOut = other.fanOut;
        attempts = other.attempts;
    }

    void clear() {
        nanos = ABSENT;
        beforeNanos = ABSENT;
        preTransportNanos = ABSENT;
        retryNanos = ABSENT;
        fanOut = (int) ABSENT;
        attempts = (int) ABSENT;
    }
}
