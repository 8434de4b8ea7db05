package dev.insight.examples.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

    /** Processor time in nanoseconds that each of Insight's living threads has used so far. */
    static Map<String, Long> insightCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> nanos = new TreeMap<>();
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("insight-")) {
                nanos.put(thread.getThreadName() + "#" + id, Math.max(0, threads.getThreadCpuTime(id)));
            }
        }
        return nanos;
    }
}
