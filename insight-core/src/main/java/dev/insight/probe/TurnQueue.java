package dev.insight.probe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns by their time. A binary heap in which each turn knows its place, so that a path leaves in logarithmic time even
 * when thousands leave at once. Confined to the scheduler's thread.
 */
final class TurnQueue {
    private @Nullable Turn[] heap = new Turn[64];
    private int size;

    int size() {
        return size;
    }

    /** The earliest turn, or null. */
    @Nullable
    Turn peek() {
        return heap[0];
    }

    /** Adds {@code turn}, which must be in no queue. */
    void add(Turn turn) {
        if (turn.place >= 0) {
            throw new IllegalStateException("turn is queued already");
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(size++, turn);
    }

    /** Removes {@code turn} if it is queued. */
    void remove(Turn turn) {
        int place = turn.place;
        if (place < 0) {
            return;
        }
        turn.place = -1;
        Turn last = at(--size);
        heap[size] = null;
        if (place != size) {
            up(place, last);
            if (last.place == place) {
                down(place, last);
            }
        }
        if (heap.length > 64 && size < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void up(int from, Turn turn) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            Turn other = at(parent);
            if (!isBefore(turn, other)) {
                break;
            }
            put(place, other);
            place = parent;
        }
        put(place, turn);
    }

    private void down(int from, Turn turn) {
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && isBefore(at(child + 1), at(child))) {
                child++;
            }
            Turn other = at(child);
            if (!isBefore(other, turn)) {
                break;
            }
            put(place, other);
            place = child;
        }
        put(place, turn);
    }

    private void put(int place, Turn turn) {
        heap[place] = turn;
        turn.place = place;
    }

    @SuppressWarnings("NullAway") // places below size are filled
    private Turn at(int place) {
        return heap[place];
    }

    private static boolean isBefore(Turn a, Turn b) {
        return a.atNanos - b.atNanos < 0;
    }
}
