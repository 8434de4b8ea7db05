package dev.insight.grpc;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All threads of one transport: a fixed few for the network, and others, on demand, for what may block. */
final class NetThreads implements AutoCloseable {
    private static final int LOOPS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(LOOPS, named("insight-net-"), NioIoHandler.newFactory());
    private final OffloadLanes offload = new OffloadLanes(named("insight-lookup-"));

    EventLoopGroup loops() {
        return loops;
    }

    OffloadLanes offload() {
        return offload;
    }

    /** Ends the threads, waiting three seconds at most; whoever uses them has been closed before. */
    @Override
    public void close() {
        offload.close();
        try {
            if (!loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(2, TimeUnit.SECONDS)
                    || !offload.awaitTermination(1, TimeUnit.SECONDS)) {
                GrpcProbeTransport.LOG.log(
                        System.Logger.Level.INFO, "Threads of the probe transport outlive it: a name lookup hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
