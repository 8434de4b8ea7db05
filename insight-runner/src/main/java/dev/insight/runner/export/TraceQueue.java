package dev.insight.runner.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Traces on their way out: sent by a thread of its own every few seconds, or sooner when there are many. While the receiver does
 * not answer the latest are kept, and the oldest make room. Thread-safe.
 */
final class TraceQueue implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(TraceQueue.class.getName());
    /** A trace is some ten spans of a kilobyte each. */
    private static final int MAX_TRACES = 500;

    private static final int A_REQUEST = 100;

    private final Function<List<SpanData>, Reception> sender;
    private final long pauseNanos;
    private final Deque<List<SpanData>> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final AtomicLong exported = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(this::run, "insight-otlp-traces");
    private boolean ended;
    /** Whether that traces cannot be written was said; the thread's own. */
    private boolean failed;

    /** Begins to give what is offered to {@code sender}, every {@code pause}. */
    TraceQueue(Function<List<SpanData>, Reception> sender, Duration pause) {
        this.sender = sender;
        pauseNanos = pause.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits for the receiver. */
    void offer(List<SpanData> trace) {
        lock.lock();
        try {
            waiting.addLast(trace);
            makeRoom();
            if (waiting.size() == A_REQUEST) {
                wanted.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom() {
        while (waiting.size() > MAX_TRACES) {
            waiting.removeFirst();
            lost.incrementAndGet();
        }
    }

    private void run() {
        boolean isAnswering = true;
        while (pause(isAnswering)) {
            isAnswering = sendAll();
        }
        sendAll();
        lock.lock();
        try {
            lost.addAndGet(waiting.size());
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Until it is time to send, and whether there will be another time. Many that wait make it shorter, save for a receiver
     * that did not answer: they would at once be back.
     */
    private boolean pause(boolean isAnswering) {
        lock.lock();
        try {
            long left = pauseNanos;
            while (!ended && left > 0 && !(isAnswering && waiting.size() >= A_REQUEST)) {
                left = wanted.awaitNanos(left);
            }
            return !ended;
        } catch (InterruptedException e) {
            return false; // nobody interrupts but who ends all
        } finally {
            lock.unlock();
        }
    }

    /** Whether the receiver answered, if it was asked. */
    private boolean sendAll() {
        List<List<SpanData>> traces = take();
        while (!traces.isEmpty()) {
            if (!send(traces)) {
                return false;
            }
            traces = take();
        }
        return true;
    }

    /** Whether the receiver answered, so that there is a use in sending more. */
    private boolean send(List<List<SpanData>> traces) {
        Reception reception = Reception.REFUSED;
        try {
            List<SpanData> spans = new ArrayList<>();
            traces.forEach(spans::addAll);
            reception = sender.apply(spans);
        } catch (RuntimeException e) {
            LOGGER.log(failed ? Level.DEBUG : Level.WARNING, "insight: traces cannot be written", e);
            failed = true;
        }
        switch (reception) {
            case TAKEN -> exported.addAndGet(traces.size());
            case REFUSED -> lost.addAndGet(traces.size());
            case UNANSWERED -> giveBack(traces);
        }
        return reception != Reception.UNANSWERED;
    }

    private List<List<SpanData>> take() {
        lock.lock();
        try {
            List<List<SpanData>> taken = new ArrayList<>();
            while (taken.size() < A_REQUEST && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(List<List<SpanData>> traces) {
        lock.lock();
        try {
            for (int i = traces.size() - 1; i >= 0; i--) {
                waiting.addFirst(traces.get(i));
            }
            makeRoom();
        } finally {
            lock.unlock();
        }
    }

    /** Traces that the receiver has. */
    double exported() {
        return exported.get();
    }

    /** Traces that it has not and will not have, and those sent together with one that it would not have whole. */
    double lost() {
        return lost.get();
    }

    /** Sends what waits, and ends the thread; the sender sees to it that this takes no longer than it may. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            wanted.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
