package dev.insight.examples.lab;

import dev.insight.hop.Ticker;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A hop's threads, which work on its host, and how long what is given to them waits for its beginning. Thread-safe. */
final class HopExecutor extends ThreadPoolExecutor {
    static final int THREADS = 2;

    private final LabHost host;
    private final Ticker ticker;
    private final EffectLog waits = new EffectLog();

    HopExecutor(String name, LabHost host, Ticker ticker) {
        super(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "lab-" + name);
            thread.setDaemon(true);
            return thread;
        });
        this.host = host;
        this.ticker = ticker;
        // Once it is shut down the hop is gone, and with it whatever a call would still have done there.
        setRejectedExecutionHandler(new DiscardPolicy());
    }

    /** How long work waited, for a thread and for the host. */
    EffectLog waits() {
        return waits;
    }

    LabHost host() {
        return host;
    }

    @Override
    public void execute(Runnable work) {
        long given = ticker.nanos();
        host.expect();
        super.execute(() -> {
            long entered = host.enter();
            long now = ticker.nanos();
            waits.add(now, now - given);
            try {
                work.run();
            } finally {
                host.leave(entered);
            }
        });
    }

    /** Has a thread do what is no call's work: it pays for the CPU it uses, if any, and how long it waits is not told. */
    void occupy(Runnable work) {
        super.execute(work);
    }

    /** How many threads it has from now on. */
    void threads(int count) {
        if (count > getMaximumPoolSize()) {
            setMaximumPoolSize(count);
            setCorePoolSize(count);
        } else {
            setCorePoolSize(count);
            setMaximumPoolSize(count);
        }
    }
}
