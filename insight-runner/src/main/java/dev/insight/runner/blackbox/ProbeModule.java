package dev.insight.runner.blackbox;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a target is probed: one entry of a file of modules. Immutable. */
public sealed interface ProbeModule {
    /** The prober's name, as the file says it. */
    String prober();

    /** A module whose prober this runner has. */
    sealed interface Known extends ProbeModule {
        /** How long a probe may take; zero where only the scrape's timeout says. */
        Duration timeout();
    }

    /**
     * Asks a gRPC server for its health.
     *
     * @param service the name asked for; empty for the whole server
     * @param tls whether the connection is secured
     * @param metadata sent with the call, values of {@code -bin} keys in base64; they may be secrets
     */
    record Grpc(
            Duration timeout,
            String service,
            IpChoice ip,
            boolean tls,
            TlsSettings tlsSettings,
            List<Map.Entry<String, String>> metadata)
            implements Known {
        public Grpc {
            metadata = List.copyOf(metadata);
        }

        @Override
        public String prober() {
            return "grpc";
        }

        /** Names no metadata. */
        @Override
        public String toString() {
            return "Grpc[service=" + service + "]";
        }
    }

    /**
     * Connects, and has a conversation by lines.
     *
     * @param source the address connected from, or null for any
     * @param tls whether the connection is secured from the start
     */
    record Tcp(
            Duration timeout,
            IpChoice ip,
            @Nullable InetAddress source,
            List<QueryStep> steps,
            boolean tls,
            TlsSettings tlsSettings)
            implements Known {
        public Tcp {
            steps = List.copyOf(steps);
        }

        @Override
        public String prober() {
            return "tcp";
        }
    }

    /** A module of a prober that only blackbox_exporter has. */
    record Foreign(String prober) implements ProbeModule {}
}
