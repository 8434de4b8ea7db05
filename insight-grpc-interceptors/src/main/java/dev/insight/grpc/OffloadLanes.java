package dev.insight.grpc;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for what may block: name lookups above all, which cannot be interrupted, then TLS arithmetic and reading
 * certificate files. Each name has a lane of its own that is a few threads wide, so that a name whose lookups hang
 * keeps a few threads busy and delays no other name, however often its target is removed and added again.
 */
final class OffloadLanes implements AutoCloseable {
    /** One lookup that hangs, and room for the handshakes of connections to the same name. */
    static final int LANE_WIDTH = 4;

    static final int MAX_THREADS = 256;

    private final ExecutorService threads;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Queue<Lane> waiting = new ArrayDeque<>();
    private int busy;

    OffloadLanes(ThreadFactory threadFactory) {
        // The count of busy threads below is the bound; the pool only lets idle ones live a while.
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                2,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threadFactory,
                new ThreadPoolExecutor.DiscardPolicy()); // which concerns tasks that come after close
    }

    /** The executor of the lane {@code name}. */
    Executor lane(String name) {
        return task -> submit(name, task);
    }

    private synchronized void submit(String name, Runnable task) {
        Lane lane = lanes.computeIfAbsent(name, key -> new Lane(name));
        lane.tasks.add(task);
        if (lane.running == LANE_WIDTH) {
            return;
        }
        if (busy == MAX_THREADS) {
            waiting.add(lane);
            return;
        }
        lane.running++;
        busy++;
        threads.execute(() -> work(lane));
    }

    private void work(Lane first) {
        Lane lane = first;
        for (Work work = next(lane); work != null; work = next(lane)) {
            lane = work.lane;
            try {
                work.task.run();
            } catch (Throwable t) {
                GrpcProbeTransport.LOG.log(System.Logger.Level.WARNING, "Offloaded task failed", t);
            }
        }
    }

    /** The next task of {@code lane}, else of a lane that waits for a thread, else null: the thread is done. */
    private synchronized @Nullable Work next(Lane lane) {
        Runnable task = lane.tasks.poll();
        if (task != null) {
            return new Work(lane, task);
        }
        leave(lane);
        for (Lane other = waiting.poll(); other != null; other = waiting.poll()) {
            Runnable next = other.running < LANE_WIDTH ? other.tasks.poll() : null;
            if (next != null) {
                other.running++;
                return new Work(other, next);
            }
        }
        busy--;
        return null;
    }

    private void leave(Lane lane) {
        lane.running--;
        if (lane.running == 0 && lane.tasks.isEmpty()) {
            lanes.remove(lane.name, lane);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Waits for the threads to end; a lookup that hangs in the operating system may outlast this. */
    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }

    private static final class Lane {
        final String name;
        final Queue<Runnable> tasks = new ArrayDeque<>();
        int running;

        Lane(String name) {
            this.name = name;
        }
    }

    private record Work(Lane lane, Runnable task) {}
}
