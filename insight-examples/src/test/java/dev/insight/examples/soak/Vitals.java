package dev.insight.examples.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** What this process holds at a moment. */
record Vitals(int threads, long descriptors, long heapKiB) {
    /** Collects garbage first, so that the heap is what is held. */
    static Vitals now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Vitals(
                insightThreads().size(),
                system.getOpenFileDescriptorCount(),
                (runtime.totalMemory() - runtime.freeMemory()) / 1024);
    }

    /** Names of the threads that Insight owns. */
    static List<String> insightThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getAllThreadIds())
                .mapToObj(threads::getThreadInfo)
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .filter(name -> name.startsWith("insight-"))
                .toList();
    }

    /** Processor time that Insight's living threads have used so far. */
    static long insightCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("insight-")) {
                sum += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return sum;
    }
}
