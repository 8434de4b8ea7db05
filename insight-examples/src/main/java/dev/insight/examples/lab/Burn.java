package dev.insight.examples.lab;

/** A thread of a hop's host that is none of the hop's, and computes all the time. */
final class Burn {
    private final Thread thread;
    private volatile boolean over;

    private Burn(String name, Runnable piece) {
        thread = new Thread(
                () -> {
                    while (!over) {
                        piece.run();
                    }
                },
                "lab-burn-" + name);
        thread.setDaemon(true);
    }

    /**
     * Begins to compute on {@code host}.
     *
     * @param pieceNanos how much CPU time each piece of it uses
     * @param isLowPriority whether it leaves the host to others who want it
     */
    static Burn start(String name, LabHost host, long pieceNanos, boolean isLowPriority) {
        Burn burn = new Burn(name, () -> {
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
