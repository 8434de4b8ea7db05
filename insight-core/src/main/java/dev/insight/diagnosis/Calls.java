package dev.insight.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the last ten minutes. Nearly all are like others before but for their time, and one of a sort is kept.
 * Confined to one thread.
 */
final class Calls {
    private static final int MOST_CALLS = 4_096;
    private static final int MOST_SORTS = 4_096;
    private static final int MEMORY_MICROS = 600_000_000;

    private final Map<Call, Call> sorts = new HashMap<>();
    private @Nullable Call[] sort = new @Nullable Call[16];
    /** When each was, modulo an int: no two are further apart than one holds. */
    private int[] micros = new int[16];

    private int first;
    private int count;
    private long latestMicros;

    /** Takes in a call that came no sooner than those before; what is too old goes. */
    void add(Call call) {
        if (call.micros() - latestMicros > MEMORY_MICROS) {
            clear();
        }
        latestMicros = call.micros();
        while (count > 0 && (count == MOST_CALLS || age(first) > MEMORY_MICROS)) {
            sort[first] = null;
            first = place(1);
            count--;
        }
        if (count == sort.length) {
            grow();
        }
        put(call.of(0), call.micros());
    }

    /** Those at {@code since} or later, from the oldest on. */
    List<Call> since(long since) {
        List<Call> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Call one = sort[place(i)];
            long at = latestMicros - age(place(i));
            if (one != null && at >= since) {
                found.add(one.of(at));
            }
        }
        return found;
    }

    /** What {@code path} told is forgotten. */
    void forget(PathState path) {
        List<Call> kept = since(Long.MIN_VALUE);
        clear();
        for (Call call : kept) {
            if (call.path() != path) {
                put(call.of(0), call.micros());
            }
        }
    }

    private void put(Call like, long at) {
        if (sorts.size() >= MOST_SORTS) {
            sorts.clear(); // codes are what a recording says
        }
        Call known = sorts.putIfAbsent(like, like);
        int place = place(count++);
        sort[place] = known == null ? like : known;
        micros[place] = (int) at;
    }

    private void clear() {
        Arrays.fill(sort, null);
        sorts.clear();
        first = 0;
        count = 0;
    }

    private int age(int place) {
        return (int) latestMicros - micros[place];
    }

    private int place(int i) {
        int place = first + i;
        return place < sort.length ? place : place - sort.length;
    }

    private void grow() {
        int size = Math.min(MOST_CALLS, count + count / 2);
        @Nullable Call[] grownSort = new @Nullable Call[size];
        int[] grownMicros = new int[size];
        for (int i = 0; i < count; i++) {
            grownSort[i] = sort[place(i)];
            grownMicros[i] = micros[place(i)];
        }
        sort = grownSort;
        micros = grownMicros;
        first = 0;
    }
}
