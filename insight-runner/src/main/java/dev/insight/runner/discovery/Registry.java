package dev.insight.runner.discovery;

import java.time.Duration;

/** Knows instances and tells when they change, until it is closed. Thread-safe. */
public interface Registry extends AutoCloseable {
    /** How long ago what was told last was known to hold; zero while it is known to. */
    Duration age();

    /** Tells no more. */
    @Override
    void close();
}
