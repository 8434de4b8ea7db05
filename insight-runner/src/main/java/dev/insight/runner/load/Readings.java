package dev.insight.runner.load;

import dev.insight.diagnosis.HostLoad;
import java.util.List;

/** One way to learn hosts' load. Thread-safe. */
interface Readings {
    /** Begins to read anew, unless that is under way; returns at once. */
    void read();

    /** The latest of each host, each with when it was read; of hosts of which nothing was read, nothing. */
    List<HostLoad> latest();
}
