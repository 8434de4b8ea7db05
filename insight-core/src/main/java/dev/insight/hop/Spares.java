package dev.insight.hop;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that threads use by turns, so that a call makes none. They are held here and not by threads: in a container
 * threads outlive what Insight is deployed in, and would hold its classes. Thread-safe, without locks.
 *
 * @param <T> what is used; it must hold on to nothing of the call it was used for
 */
public final class Spares<T> {
    private static final int PLACES = 16;

    private final AtomicReferenceArray<@Nullable T> idle = new AtomicReferenceArray<>(PLACES);
    private final Supplier<T> maker;

    /** None yet; {@code maker} makes one where none lies ready. */
    public Spares(Supplier<T> maker) {
        this.maker = maker;
    }

    /** One that nobody else uses until it is {@link #putBack}; what is never put back is made anew. */
    public T take() {
        T spare = idle.getAndSet(place(), null);
        return spare == null ? maker.get() : spare;
    }

    /** Lets others use it. */
    public void putBack(T spare) {
        idle.lazySet(place(), spare);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (PLACES - 1);
    }
}
