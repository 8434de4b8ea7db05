package dev.insight.probe;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who is called, and how the call looks. Immutable. */
public final class Target {
    /** The metadata entry that is not sent as it is: the token that guarded hops require, which goes into the ask. */
    public static final String HOP_KEY = "insight-key";

    private final String region;
    private final String service;
    private final String address;
    private final @Nullable String authority;
    private final Map<String, String> metadata;
    private final @Nullable Tls tls;
    private final Method method;

    private Target(Builder builder) {
        region = builder.region;
        service = builder.service;
        address = builder.address;
        authority = builder.authority;
        metadata = Map.copyOf(builder.metadata);
        tls = builder.tls;
        method = builder.method;
    }

    /**
     * Starts a target.
     *
     * @param region region called
     * @param service name of the service called
     * @param address gRPC target: {@code host:port}, a URI such as {@code dns:///host:port}, or a list such as
     *     {@code ipv4:10.0.0.1:443,10.0.0.2:443}; every address is probed in turn
     */
    public static Builder builder(String region, String service, String address) {
        return new Builder(region, service, address);
    }

    public String region() {
        return region;
    }

    public String service() {
        return service;
    }

    /** gRPC target: {@code host:port}, {@code dns:///host:port} or {@code ipv4:10.0.0.1:443,10.0.0.2:443}. */
    public String address() {
        return address;
    }

    /** {@code :authority} to send and to verify under TLS, or null for the address's own. */
    public @Nullable String authority() {
        return authority;
    }

    /** Metadata sent with each call; may hold secrets, so never shown. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** How to secure the connection, or null for plain text. */
    public @Nullable Tls tls() {
        return tls;
    }

    public Method method() {
        return method;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Target that
                && region.equals(that.region)
                && service.equals(that.service)
                && address.equals(that.address)
                && Objects.equals(authority, that.authority)
                && metadata.equals(that.metadata)
                && Objects.equals(tls, that.tls)
                && method.equals(that.method);
    }

    @Override
    public int hashCode() {
        return Objects.hash(region, service, address, authority, metadata, tls, method);
    }

    /** Names the target without its metadata. */
    @Override
    public String toString() {
        return service + " in " + region + " at " + address;
    }

    /** Collects a target's properties. Not safe for use by many threads. */
    public static final class Builder {
        private final String region;
        private final String service;
        private final String address;
        private @Nullable String authority;
        private Map<String, String> metadata = Map.of();
        private @Nullable Tls tls;
        private Method method = Method.healthCheck("");

        private Builder(String region, String service, String address) {
            this.region = Objects.requireNonNull(region, "region == null");
            this.service = Objects.requireNonNull(service, "service == null");
            this.address = Objects.requireNonNull(address, "address == null");
        }

        public Builder authority(@Nullable String newAuthority) {
            authority = newAuthority;
            return this;
        }

        public Builder metadata(Map<String, String> newMetadata) {
            metadata = Objects.requireNonNull(newMetadata, "metadata == null");
            return this;
        }

        public Builder tls(@Nullable Tls newTls) {
            tls = newTls;
            return this;
        }

        /** What to call; {@code grpc.health.v1.Health/Check} of the whole server unless set. */
        public Builder method(Method newMethod) {
            method = Objects.requireNonNull(newMethod, "method == null");
            return this;
        }

        public Target build() {
            return new Target(this);
        }
    }
}
