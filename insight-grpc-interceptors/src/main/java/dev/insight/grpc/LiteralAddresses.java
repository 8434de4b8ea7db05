package dev.insight.grpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.netty.shaded.io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets gRPC call targets that list their addresses, {@code ipv4:10.0.0.1:443,10.0.0.2:443}, as gRPC's other
 * implementations do by themselves. The registry is the whole process's, so each transport has a scheme of its own there.
 */
final class LiteralAddresses extends NameResolverProvider implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9.]+):(\\d{1,5})");

    private final String scheme = "insight-literals-" + Integer.toHexString(System.identityHashCode(this));

    private LiteralAddresses() {}

    static LiteralAddresses register() {
        LiteralAddresses provider = new LiteralAddresses();
        NameResolverRegistry.getDefaultRegistry().register(provider);
        return provider;
    }

    @Override
    public void close() {
        NameResolverRegistry.getDefaultRegistry().deregister(this);
    }

    /** What gRPC is to be given for {@code address}: itself, unless it is a list of literals. */
    String target(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("ipv4:") && !lower.startsWith("ipv6:")) {
            return address;
        }
        try {
            return new URI(scheme, "", "/" + address.substring(5), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new Literals(target.getPath().substring(1)); // the registry asks for this scheme alone
    }

    @Override
    public String getDefaultScheme() {
        return scheme;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 0; // below the default's, whose scheme is used where a target has none
    }

    /** A list that never changes. */
    private static final class Literals extends NameResolver {
        private final String list;

        Literals(String list) {
            this.list = list;
        }

        @Override
        public String getServiceAuthority() {
            return list.split(",", 2)[0];
        }

        @Override
        public void start(Listener2 listener) {
            ResolutionResult.Builder result = ResolutionResult.newBuilder();
            try {
                result.setAddressesOrError(StatusOr.fromValue(addresses()));
            } catch (IllegalArgumentException e) {
                result.setAddressesOrError(StatusOr.fromStatus(Status.UNAVAILABLE.withDescription(e.getMessage())));
            }
            listener.onResult(result.build());
        }

        private List<EquivalentAddressGroup> addresses() {
            List<EquivalentAddressGroup> addresses = new ArrayList<>();
            for (String each : list.split(",", -1)) {
                addresses.add(new EquivalentAddressGroup(address(each)));
            }
            return addresses;
        }

        private static InetSocketAddress address(String text) {
            Matcher literal = LITERAL.matcher(text);
            byte[] bytes = literal.matches() ? NetUtil.createByteArrayFromIpAddressString(literal.group(1)) : null;
            if (bytes == null) {
                throw new IllegalArgumentException(text + " is no literal address and port");
            }
            try {
                return new InetSocketAddress(InetAddress.getByAddress(bytes), Integer.parseInt(literal.group(2)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text + " is no literal address and port", e);
            }
        }

        @Override
        public void shutdown() {}
    }
}
