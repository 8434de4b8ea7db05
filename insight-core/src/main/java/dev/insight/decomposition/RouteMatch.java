package dev.insight.decomposition;

import dev.insight.hop.HopStamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which stamp speaks for which hop of a route.
 *
 * <p>Hops append their stamps, so order is evidence: the longest run of stamps that is in the route's order counts, and
 * between equals those nearest to the caller, which were appended last and by hops that are trusted more. A value that
 * came by a header says nothing of order and is placed by its name alone, where no stamp in order stands.
 */
final class RouteMatch {
    private final List<String> hops;
    private final @Nullable HopStamp[] stamps;
    private List<Stray> strays = List.of();

    /** Matches {@code came} with the hops {@code expected}; with the hops they name if none are. */
    RouteMatch(List<HopStamp> came, List<String> expected) {
        hops = expected.isEmpty() ? names(came) : expected;
        stamps = new @Nullable HopStamp[hops.size()];
        if (!placeInTurn(came)) {
            Arrays.fill(stamps, null);
            strays = place(came);
        }
    }

    /** Places stamps each of which names a hop behind the one before: as nearly all do, and then no better run is. */
    private boolean placeInTurn(List<HopStamp> came) {
        int h = 0;
        for (int s = 0; s < came.size(); s++) {
            while (h < stamps.length && !matches(came, s, h)) {
                h++;
            }
            if (h == stamps.length || !isOrdered(came.get(s))) {
                return false;
            }
            stamps[h++] = came.get(s);
        }
        return true;
    }

    /** Places what can be placed; returns the rest. */
    private List<Stray> place(List<HopStamp> came) {
        List<HopStamp> unplaced = new ArrayList<>();
        placeInOrder(came.stream().filter(RouteMatch::isOrdered).toList(), unplaced);
        for (HopStamp stamp : came) {
            if (!isOrdered(stamp) && !placeByName(stamp)) {
                unplaced.add(stamp);
            }
        }
        return unplaced.stream().map(stamp -> new Stray(stamp, reason(stamp))).toList();
    }

    /** How many hops the route has. */
    int hops() {
        return hops.size();
    }

    /** The {@code i}th hop's name; the nearest to the caller is the first. */
    String hop(int i) {
        return hops.get(i);
    }

    /** The stamp of the {@code i}th hop, or null. */
    @Nullable
    HopStamp stamp(int i) {
        return stamps[i];
    }

    List<Stray> strays() {
        return strays;
    }

    /** The {@link Flaws} of strays that have the name of the {@code i}th hop. */
    int strayFlaws(int i) {
        int flaws = Flaws.NONE;
        for (int s = 0; s < strays.size(); s++) {
            Stray stray = strays.get(s);
            if (stray.stamp().name().equals(hops.get(i))) {
                flaws |= Flaws.of(stray.reason());
            }
        }
        return flaws;
    }

    /** Whether the stamps are a route themselves: each stands in order and names a hop of its own. */
    static boolean isRoute(List<HopStamp> came) {
        for (int i = 0; i < came.size(); i++) {
            HopStamp stamp = came.get(i);
            if (!isOrdered(stamp)) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (came.get(j).name().equals(stamp.name())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> names(List<HopStamp> came) {
        List<String> names = new ArrayList<>(came.size());
        for (HopStamp stamp : came) {
            if (!names.contains(stamp.name())) {
                names.add(stamp.name());
            }
        }
        return names;
    }

    private static boolean isOrdered(HopStamp stamp) {
        return !stamp.headerTime() && stamp.source() == HopStamp.Source.STAMP;
    }

    /** The longest common subsequence of stamps and hops, taken from the caller outward. */
    private void placeInOrder(List<HopStamp> ordered, List<HopStamp> unplaced) {
        int[][] longest = new int[ordered.size() + 1][hops.size() + 1];
        for (int s = ordered.size() - 1; s >= 0; s--) {
            for (int h = hops.size() - 1; h >= 0; h--) {
                longest[s][h] = matches(ordered, s, h)
                        ? longest[s + 1][h + 1] + 1
                        : Math.max(longest[s + 1][h], longest[s][h + 1]);
            }
        }
        int h = 0;
        for (int s = 0; s < ordered.size(); s++) {
            int next = h;
            while (next < hops.size() && !matches(ordered, s, next)) {
                next++;
            }
            if (next < hops.size() && longest[s + 1][next + 1] + 1 == longest[s][h]) {
                stamps[next] = ordered.get(s);
                h = next + 1;
            } else {
                unplaced.add(ordered.get(s));
            }
        }
    }

    private boolean matches(List<HopStamp> ordered, int s, int h) {
        return ordered.get(s).name().equals(hops.get(h));
    }

    private boolean placeByName(HopStamp stamp) {
        for (int h = 0; h < stamps.length; h++) {
            if (stamps[h] == null && hops.get(h).equals(stamp.name())) {
                stamps[h] = stamp;
                return true;
            }
        }
        return false;
    }

    private Flaw reason(HopStamp stamp) {
        boolean onRoute = false;
        for (int h = 0; h < stamps.length; h++) {
            if (hops.get(h).equals(stamp.name())) {
                onRoute = true;
                if (stamps[h] == null) {
                    return Flaw.OUT_OF_ORDER;
                }
            }
        }
        return onRoute ? Flaw.DUPLICATE : Flaw.UNEXPECTED;
    }
}
