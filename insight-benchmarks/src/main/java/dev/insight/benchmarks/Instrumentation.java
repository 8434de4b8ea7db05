package dev.insight.benchmarks;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;

/** What measures calls, put into both of their ends. */
interface Instrumentation extends AutoCloseable {
    void configureServer(ServerBuilder<?> server);

    void configureChannel(ManagedChannelBuilder<?> channel);

    /** How many series have recorded a call by now, so that nobody is timed who measures nothing. */
    long series();

    @Override
    void close();
}
