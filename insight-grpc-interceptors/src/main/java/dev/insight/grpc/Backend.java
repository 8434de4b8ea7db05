package dev.insight.grpc;

import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Status;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One address and its one connection. Picks come from any thread and read {@link #link}; it is written in the channel's
 * synchronization context only.
 */
final class Backend {
    /** So many calls in a row without a byte of answer, and the connection is taken for dead for the first time. */
    private static final int SILENT_CALLS = 2;
    /** And so many for the last time: a peer that hangs costs a connection now and then, not with every other probe. */
    private static final int MOST_SILENT_CALLS = 8;

    private static final Status LOST =
            Status.UNAVAILABLE.withDescription("the peer closed the connection before the call could be sent");

    private final LoadBalancer.Helper helper;
    private final String name;
    private final List<EquivalentAddressGroup> addresses;
    private final Runnable publish;
    private final AtomicInteger silentCalls = new AtomicInteger();
    private volatile int silentLimit = SILENT_CALLS;
    private volatile Link link;
    private boolean closed;

    /**
     * @param attempt counts attempts to connect from 1; also names the connection that came of it
     * @param attemptNanos when the attempt began
     * @param failure what came of the attempt when nothing good did; null while under way or connected
     */
    private record Link(
            Subchannel subchannel,
            ConnectivityState state,
            long attempt,
            long attemptNanos,
            @Nullable Status failure) {
        Link moved(ConnectivityState newState, @Nullable Status newFailure) {
            return new Link(subchannel, newState, attempt, attemptNanos, newFailure);
        }

        Link tried(long nanos) {
            return new Link(subchannel, ConnectivityState.CONNECTING, attempt + 1, nanos, null);
        }
    }

    Backend(LoadBalancer.Helper helper, List<EquivalentAddressGroup> addresses, Runnable publish) {
        this.helper = helper;
        name = name(addresses.get(0).getAddresses().get(0));
        this.addresses = List.copyOf(addresses);
        this.publish = publish;
        link = new Link(newSubchannel(), ConnectivityState.IDLE, 0, 0, null);
    }

    /** {@code 10.0.0.7:443}, {@code [fd00::7]:443}. */
    static String name(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            String host = inet.getAddress().getHostAddress();
            return (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return address.toString();
    }

    /** The address, for a person to read. */
    String name() {
        return name;
    }

    SocketAddress address() {
        return addresses.get(0).getAddresses().get(0);
    }

    boolean isReady() {
        return link.state == ConnectivityState.READY;
    }

    PickResult pick(CallProgress call) {
        Link now = link;
        if (now.state == ConnectivityState.READY) {
            call.goes(this, now.attempt);
            return PickResult.withSubchannel(now.subchannel);
        }
        if (now.state == ConnectivityState.CONNECTING) {
            return await(call, now);
        }
        boolean waited = call.awaited() >= 0 && call.awaited() <= now.attempt;
        boolean fresh =
                now.attempt > 0 && call.nanos() - now.attemptNanos < call.pace().attemptGapNanos();
        if (now.failure != null && (waited || fresh)) {
            call.fails(this);
            return PickResult.withError(now.failure);
        }
        if (call.awaited() < 0 || waited) {
            call.waits(this, now.attempt + 1);
        }
        inContext(() -> connect(now.attempt, call.nanos()));
        return PickResult.withNoResult();
    }

    private PickResult await(CallProgress call, Link now) {
        if (call.awaited() < 0) {
            call.waits(this, now.attempt);
            if (call.nanos() - now.attemptNanos >= call.pace().patienceNanos()) {
                inContext(() -> connectAnew(now.attempt, call.nanos()));
            }
        }
        return PickResult.withNoResult();
    }

    /** A call on {@code connection} got an answer, of whatever sort. */
    void heard(long connection) {
        if (connection == link.attempt) {
            silentCalls.set(0);
            silentLimit = SILENT_CALLS;
        }
    }

    /**
     * A call on {@code connection} ran out of time without a byte of answer. A peer that dies without a FIN shows in no
     * other way before the kernel gives up, a quarter of an hour later; pings often enough to tell are not what servers
     * permit. So after a few such calls the next one gets a connection of its own.
     */
    void silent(long connection) {
        if (connection == link.attempt && silentCalls.incrementAndGet() >= silentLimit) {
            inContext(() -> abandon(connection));
        }
    }

    private void connect(long lastAttempt, long nanos) {
        if (!closed && link.attempt == lastAttempt && link.state == ConnectivityState.IDLE) {
            link = link.tried(nanos);
            link.subchannel.requestConnection();
        }
    }

    private void connectAnew(long stuckAttempt, long nanos) {
        if (!closed && link.attempt == stuckAttempt && link.state == ConnectivityState.CONNECTING) {
            replaceSubchannel();
            connect(stuckAttempt, nanos);
        }
    }

    private void abandon(long connection) {
        if (!closed && link.attempt == connection && link.state == ConnectivityState.READY) {
            replaceSubchannel();
            silentCalls.set(0);
            silentLimit = Math.min(2 * silentLimit, MOST_SILENT_CALLS);
            helper.refreshNameResolution();
            publish.run();
        }
    }

    private void replaceSubchannel() {
        Subchannel old = link.subchannel;
        link = new Link(newSubchannel(), ConnectivityState.IDLE, link.attempt, link.attemptNanos, null);
        old.shutdown();
    }

    /** The address is no longer resolved, or the channel ends; calls on the connection may go on. */
    void shutdown() {
        closed = true;
        link.subchannel.shutdown();
    }

    private Subchannel newSubchannel() {
        Subchannel created = helper.createSubchannel(CreateSubchannelArgs.newBuilder()
                .setAddresses(addresses)
                .addOption(LoadBalancer.DISABLE_SUBCHANNEL_RECONNECT_KEY, true)
                .build());
        created.start(info -> onState(created, info));
        return created;
    }

    private void onState(Subchannel subchannel, ConnectivityStateInfo info) {
        if (closed || subchannel != link.subchannel) {
            return; // one that was replaced
        }
        switch (info.getState()) {
            case READY -> {
                silentCalls.set(0);
                link = link.moved(ConnectivityState.READY, null);
            }
            case TRANSIENT_FAILURE -> {
                link = link.moved(ConnectivityState.IDLE, info.getStatus());
                helper.refreshNameResolution();
            }
            case IDLE -> {
                link = link.moved(ConnectivityState.IDLE, LOST);
                helper.refreshNameResolution();
            }
            case CONNECTING, SHUTDOWN -> {
                return;
            }
        }
        publish.run();
    }

    private void inContext(Runnable task) {
        helper.getSynchronizationContext().execute(task);
    }
}
