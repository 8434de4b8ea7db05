package dev.insight.benchmarks.lab;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Processes that do not outlive this one, whether it ends or is ended. Thread-safe. */
final class Children {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::end, "proof-end"));
    }

    private Children() {}

    /** Starts {@code building}, to be ended with this process if it has not ended by then. */
    static Process start(ProcessBuilder building) throws IOException {
        Process process = building.start();
        RUNNING.add(process);
        var unused = process.onExit().thenAccept(RUNNING::remove);
        return process;
    }

    /** By force, since one that is stopped hears nothing else; and theirs, which would be left to nobody. */
    private static void end() {
        for (Process process : RUNNING) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Ends this process too once the one that started it is gone, as its standard input tells even of one that was killed. */
    static void endWithParent() {
        Thread watching = new Thread(
                () -> {
                    awaitEnd(System.in);
                    System.exit(1);
                },
                "proof-parent");
        watching.setDaemon(true);
        watching.start();
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // Nothing is said there.
            }
        } catch (IOException e) {
            System.getLogger(Children.class.getName()).log(System.Logger.Level.DEBUG, "its parent is gone", e);
        }
    }
}
