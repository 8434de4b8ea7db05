package dev.insight.runner.blackbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Names to addresses. A lookup cannot be ended, so it runs on a thread of its own and may outlive who waits for it; those who
 * ask for a name that is being looked up wait for the same answer, so that one that hangs keeps one thread. Thread-safe.
 */
final class NameLookups implements AutoCloseable {
    static final int MAX_LOOKUPS = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]*");

    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final Resolver resolver;
    private final ThreadPoolExecutor threads;

    /** Finds every address of a name; may block for long. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] find(String name) throws UnknownHostException;
    }

    NameLookups(Resolver resolver, ThreadFactory factory) {
        this.resolver = resolver;
        threads = Pools.onDemand(MAX_LOOKUPS, factory);
    }

    /** Every address of {@code host}, in the resolver's order, one at least. */
    List<InetAddress> find(String host, long timeoutNanos) throws ProbeFailure, InterruptedException {
        if (LiteralAddress.is(host)) {
            InetAddress literal = LiteralAddress.parse(host);
            if (literal == null) {
                throw new ProbeFailure("no such address");
            }
            return List.of(literal);
        }
        // What consists of digits is no name; the JDK would make an address of 127.1.
        if (!NAME.matcher(host).matches() || DIGITS.matcher(host).matches()) {
            throw new ProbeFailure("no such host");
        }
        try {
            return begin(host).get(Math.max(0, timeoutNanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ProbeFailure("the lookup of the name did not end in time");
        } catch (ExecutionException e) {
            throw new ProbeFailure(
                    e.getCause() instanceof UnknownHostException ? "no such host" : String.valueOf(e.getCause()));
        } catch (RejectedExecutionException e) {
            throw new ProbeFailure("too many lookups hang, at most " + MAX_LOOKUPS + " run at once");
        }
    }

    private CompletableFuture<List<InetAddress>> begin(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> before = underWay.putIfAbsent(host, mine);
        if (before != null) {
            return before;
        }
        try {
            threads.execute(() -> run(host, mine));
        } catch (RejectedExecutionException | Error e) { // an Error where the system has no more threads
            underWay.remove(host);
            mine.completeExceptionally(e);
            throw e;
        }
        return mine;
    }

    private void run(String host, CompletableFuture<List<InetAddress>> told) {
        try {
            told.complete(ask(host));
        } catch (Throwable e) {
            told.completeExceptionally(e); // whatever it is, or who waits would wait for nothing
        }
    }

    private List<InetAddress> ask(String host) throws UnknownHostException {
        try {
            return List.of(resolver.find(host));
        } finally {
            underWay.remove(host); // or nobody could ask for the name again
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
