package dev.insight.grpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Names under {@code insighttest:} that resolve to what the test says, on the offload executor as DNS would. */
final class TestNames extends NameResolverProvider implements AutoCloseable {
    private final Map<String, List<Integer>> ports = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> hung = new ConcurrentHashMap<>();
    private final Set<Names> open = ConcurrentHashMap.newKeySet();
    final AtomicInteger lookups = new AtomicInteger();

    static TestNames register() {
        TestNames names = new TestNames();
        NameResolverRegistry.getDefaultRegistry().register(names);
        return names;
    }

    static String address(String name) {
        return "insighttest:///" + name;
    }

    /** {@code name} resolves to ports of 127.0.0.1; none means that it does not resolve. */
    void resolve(String name, Integer... newPorts) {
        ports.put(name, List.of(newPorts));
        open.forEach(Names::refresh);
    }

    /** Lookups of {@code name} begin and never end, until the test does. */
    void hang(String name) {
        hung.put(name, new CountDownLatch(1));
    }

    @Override
    public void close() {
        NameResolverRegistry.getDefaultRegistry().deregister(this);
        hung.values().forEach(CountDownLatch::countDown);
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new Names(target.getPath().substring(1), args.getOffloadExecutor());
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    @Override
    public String getDefaultScheme() {
        return "insighttest";
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return List.of(InetSocketAddress.class);
    }

    private final class Names extends NameResolver {
        private final String name;
        private final Executor executor;
        private volatile Listener2 listener;

        Names(String name, Executor executor) {
            this.name = name;
            this.executor = executor;
        }

        @Override
        public String getServiceAuthority() {
            return "test.internal";
        }

        @Override
        public void start(Listener2 newListener) {
            listener = newListener;
            open.add(this);
            refresh();
        }

        @Override
        public void refresh() {
            executor.execute(this::lookUp);
        }

        private void lookUp() {
            lookups.incrementAndGet();
            CountDownLatch hang = hung.get(name);
            if (hang != null) {
                awaitUninterruptibly(hang);
                return;
            }
            List<EquivalentAddressGroup> addresses = ports.getOrDefault(name, List.of()).stream()
                    .map(port -> new EquivalentAddressGroup(new InetSocketAddress("127.0.0.1", port)))
                    .toList();
            if (addresses.isEmpty()) {
                listener.onError(Status.UNAVAILABLE.withDescription("unknown name " + name));
            } else {
                listener.onResult(ResolutionResult.newBuilder()
                        .setAddressesOrError(StatusOr.fromValue(addresses))
                        .build());
            }
        }

        @Override
        public void shutdown() {
            open.remove(this);
        }
    }

    /** As a lookup in the operating system, which nothing interrupts. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // go on
            }
        }
    }
}
