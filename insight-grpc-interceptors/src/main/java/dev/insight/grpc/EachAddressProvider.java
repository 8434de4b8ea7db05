package dev.insight.grpc;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;

/**
 * Makes {@link EachAddressBalancer}s known to gRPC as long as a transport lives. The registry is the whole process's, so
 * each transport has a name of its own there: copies of Insight in several class loaders stay apart, and leave nothing.
 */
final class EachAddressProvider extends LoadBalancerProvider implements AutoCloseable {
    private final String name = "insight_each_address@" + Integer.toHexString(System.identityHashCode(this));

    private EachAddressProvider() {}

    static EachAddressProvider register() {
        EachAddressProvider provider = new EachAddressProvider();
        LoadBalancerRegistry.getDefaultRegistry().register(provider);
        return provider;
    }

    @Override
    public void close() {
        LoadBalancerRegistry.getDefaultRegistry().deregister(this);
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        return new EachAddressBalancer(helper);
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return 5;
    }

    @Override
    public String getPolicyName() {
        return name;
    }
}
