package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Resolves names on threads of their own, because a lookup can hang beyond any deadline and cannot be ended. A name has
 * at most one lookup under way, which whoever asks meanwhile joins: so a name that hangs holds one thread, for however
 * many paths. Thread-safe.
 */
final class ColdLookups {
    /** The system's resolver; a fake in tests. May block. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * What came of a lookup.
     *
     * @param addresses sorted, for resolvers shuffle: else no turn would be sure to come to every one
     * @param begunNanos when it began, by the ticker
     * @param endedNanos when it ended
     */
    record Found(List<InetAddress> addresses, long begunNanos, long endedNanos) {}

    private static final Comparator<InetAddress> BY_BYTES =
            Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned);

    private final Resolver resolver;
    private final Executor threads;
    private final Ticker ticker;
    private final Map<String, Set<Waiter>> underWay = new HashMap<>();

    ColdLookups(Resolver resolver, Executor threads, Ticker ticker) {
        this.resolver = resolver;
        this.threads = threads;
        this.ticker = ticker;
    }

    /** Who waits for a name; told once, on a lookup's thread, which must not be held up. */
    interface Waiter {
        void found(Found found);

        void failed(Throwable why);
    }

    /** Has {@code waiter} told of {@code host}; false when others hold all threads. Never waits. */
    synchronized boolean find(String host, Waiter waiter) {
        Set<Waiter> joined = underWay.get(host);
        if (joined != null) {
            joined.add(waiter);
            return true;
        }
        try {
            threads.execute(() -> look(host));
        } catch (RejectedExecutionException e) {
            return false;
        }
        underWay.put(host, new LinkedHashSet<>(Set.of(waiter)));
        return true;
    }

    /** Tells {@code waiter} nothing more, so that a lookup that hangs keeps none of those who gave up. */
    synchronized void forget(String host, Waiter waiter) {
        Set<Waiter> joined = underWay.get(host);
        if (joined != null) {
            joined.remove(waiter);
        }
    }

    private void look(String host) {
        try {
            long begun = ticker.nanos();
            InetAddress[] addresses = resolver.resolve(host);
            long ended = ticker.nanos();
            Arrays.sort(addresses, BY_BYTES);
            Found found = new Found(List.of(addresses), begun, ended);
            end(host).forEach(waiter -> waiter.found(found));
        } catch (Throwable e) {
            end(host).forEach(waiter -> waiter.failed(e));
        }
    }

    private synchronized Set<Waiter> end(String host) {
        Set<Waiter> joined = underWay.remove(host);
        return joined == null ? Set.of() : joined;
    }
}
