package dev.insight.examples.lab;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a hop's host that is none of the hop's, and computes all the time. What waits at the end of a piece goes
 * before the next, as a scheduler would have it, be it in the queue of the hop's few threads.
 */
final class Burn {
    private static final long LOOK_NANOS = 500_000;

    private final LabHost host;
    private final Thread thread;
    private volatile boolean over;

    private Burn(String name, LabHost host, Runnable piece) {
        this.host = host;
        thread = new Thread(
                () -> {
                    while (!over) {
                        piece.run();
                        letIn();
                    }
                },
                "lab-burn-" + name);
        thread.setDaemon(true);
    }

    private void letIn() {
        long come = host.come();
        while (!over && !host.hasLetIn(come)) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    /**
     * Begins to compute on {@code host}.
     *
     * @param pieceNanos how much CPU time each piece of it uses
     * @param isLowPriority whether it leaves the host to others who want it
     */
    static Burn start(String name, LabHost host, long pieceNanos, boolean isLowPriority) {
        Burn burn = new Burn(name, host, () -> {
            if (isLowPriority) {
                host.computeAtLowPriority(pieceNanos);
            } else {
                host.compute(pieceNanos);
            }
        });
        burn.thread.start();
        return burn;
    }

    void end() {
        over = true;
    }
}
