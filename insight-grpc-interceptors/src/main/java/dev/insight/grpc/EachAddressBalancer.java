package dev.insight.grpc;

import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends each probe to the backend whose turn it is: every resolved address is one, and a session's n-th probe goes to
 * backend n modulo their number. Usual policies look for a backend that works; this one lets a probe fail on a backend
 * that is down, for it is there to find it. No timers of its own: a connection is made when a probe needs it, and tried
 * again by the next probe that falls there, so a network of dead peers costs at most one attempt a probe and is found
 * alive again by the first probe after.
 *
 * <p>Everything but picking happens in the channel's synchronization context.
 */
final class EachAddressBalancer extends LoadBalancer {
    private static final String LOOPBACK_6 = "[0:0:0:0:0:0:0:1]";

    private final Helper helper;
    private final AtomicLong lastRefreshNanos = new AtomicLong();
    private final Map<String, Backend> backends = new LinkedHashMap<>();

    EachAddressBalancer(Helper helper) {
        this.helper = helper;
    }

    @Override
    public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
        Map<String, List<EquivalentAddressGroup>> wanted = byBackend(resolved.getAddresses());
        if (wanted.isEmpty()) {
            Status status = Status.UNAVAILABLE.withDescription("the name has no addresses");
            handleNameResolutionError(status);
            return status;
        }
        // Those already there keep their place, whatever order the answer has today: name servers rotate theirs.
        backends.entrySet().removeIf(backend -> {
            boolean gone = !wanted.containsKey(backend.getKey());
            if (gone) {
                backend.getValue().shutdown();
            }
            return gone;
        });
        wanted.forEach((key, addresses) ->
                backends.computeIfAbsent(key, name -> new Backend(helper, addresses, this::publish)));
        publish();
        return Status.OK;
    }

    @Override
    public void handleNameResolutionError(Status error) {
        if (backends.isEmpty()) {
            helper.updateBalancingState(ConnectivityState.TRANSIENT_FAILURE, new Unresolved(error));
        }
        // Else the last answer is as good as any.
    }

    @Override
    public void shutdown() {
        backends.values().forEach(Backend::shutdown);
        backends.clear();
    }

    /** Hands gRPC a new picker, upon which it picks again for all calls that wait. */
    private void publish() {
        List<Backend> turns = new ArrayList<>(backends.values());
        boolean ready = turns.stream().anyMatch(Backend::isReady);
        helper.updateBalancingState(ready ? ConnectivityState.READY : ConnectivityState.CONNECTING, new InTurn(turns));
    }

    /** Resolved addresses by backend: one each, except that the two loopbacks of a port are one machine's one port. */
    private static Map<String, List<EquivalentAddressGroup>> byBackend(List<EquivalentAddressGroup> groups) {
        Map<String, List<EquivalentAddressGroup>> backends = new LinkedHashMap<>();
        for (EquivalentAddressGroup group : groups) {
            for (SocketAddress address : group.getAddresses()) {
                backends.computeIfAbsent(key(address), key -> new ArrayList<>())
                        .add(new EquivalentAddressGroup(address, group.getAttributes()));
            }
        }
        return backends;
    }

    private static String key(SocketAddress address) {
        String name = Backend.name(address);
        return name.startsWith(LOOPBACK_6) ? name.replace(LOOPBACK_6, "127.0.0.1") : name;
    }

    private static final class InTurn extends SubchannelPicker {
        private final List<Backend> turns;

        InTurn(List<Backend> turns) {
            this.turns = List.copyOf(turns);
        }

        @Override
        public PickResult pickSubchannel(PickSubchannelArgs args) {
            CallProgress call = args.getCallOptions().getOption(CallProgress.KEY);
            return turns.get((int) Math.floorMod(call.turn(), (long) turns.size()))
                    .pick(call);
        }
    }

    private final class Unresolved extends SubchannelPicker {
        private final Status error;

        Unresolved(Status error) {
            this.error = error;
        }

        @Override
        public PickResult pickSubchannel(PickSubchannelArgs args) {
            CallProgress call = args.getCallOptions().getOption(CallProgress.KEY);
            long now = call.nanos();
            long last = lastRefreshNanos.get();
            // The resolver waits longer and longer by itself; a probe asks it to look now.
            if ((last == 0 || now - last >= call.pace().attemptGapNanos())
                    && lastRefreshNanos.compareAndSet(last, now)) {
                helper.getSynchronizationContext().execute(helper::refreshNameResolution);
            }
            return PickResult.withError(error);
        }
    }
}
