package dev.insight.grpc;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;

/** Makes {@link EachAddressBalancer}s known to gRPC under {@link #NAME}. */
final class EachAddressProvider extends LoadBalancerProvider {
    static final String NAME = "insight_each_address";

    private EachAddressProvider() {}

    /** Registers the policy once in this process; it takes part only where a channel asks for it by name. */
    static synchronized void register() {
        if (LoadBalancerRegistry.getDefaultRegistry().getProvider(NAME) == null) {
            LoadBalancerRegistry.getDefaultRegistry().register(new EachAddressProvider());
        }
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
        return NAME;
    }
}
