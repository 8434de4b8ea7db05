package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way a call can be closed by a server is stamped, and the caller sees what it would have seen unstamped. */
abstract class ClosePathMatrixTest extends NetTest {
    private static final String ROW = "%-17s %-16s %-9s %-12s %-8s %-5s %-7s %s%n";

    /** Logs what handlers throw; held here, for loggers are kept weakly. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc.internal.SerializingExecutor");

    private final String net;

    ClosePathMatrixTest(Net net, String name) {
        super(net);
        this.net = name;
    }

    @BeforeAll
    static void silence() {
        GRPC_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        GRPC_LOG.setLevel(null);
    }

    private enum Ending {
        NORMAL,
        ERROR,
        TRAILERS_ONLY,
        HANDLER_THROWS,
        START_CALL_THROWS;

        ServerCallHandler<byte[], byte[]> handler(MethodType type) {
            if (this == START_CALL_THROWS) {
                return (call, headers) -> {
                    throw new IllegalStateException("thrown for the test");
                };
            }
            return World.onHalfClose((call, message) -> end(call, message, type.serverSendsOneMessage() ? 1 : 3));
        }

        private void end(ServerCall<byte[], byte[]> call, byte[] message, int messages) {
            if (this == TRAILERS_ONLY) {
                call.close(Status.NOT_FOUND.withDescription("no such thing"), new Metadata());
                return;
            }
            call.sendHeaders(new Metadata());
            for (int i = 0; i < messages; i++) {
                call.sendMessage(message);
            }
            if (this == HANDLER_THROWS) {
                throw new IllegalStateException("thrown for the test");
            }
            Status status = this == NORMAL ? Status.OK : Status.ABORTED.withDescription("half way");
            call.close(status, new Metadata());
        }
    }

    @Test
    void every_close_is_stamped_and_its_outcome_untouched() throws IOException {
        StringBuilder table = new StringBuilder();
        table.append(ROW.formatted("ending", "type", "outcome", "same as bare", "stamped", "e", "k", "messages"));
        for (Ending ending : Ending.values()) {
            for (MethodType type :
                    new MethodType[] {MethodType.UNARY, MethodType.SERVER_STREAMING, MethodType.BIDI_STREAMING}) {
                check(ending, type, table);
            }
        }
        System.out.println("Close paths over " + net + "\n" + table);
        Files.writeString(Path.of("target", "close-path-matrix-" + net + ".txt"), table);
    }

    private void check(Ending ending, MethodType type, StringBuilder table) {
        Answer bare = call(ending, type, server -> server);
        Answer answer = call(ending, type, insight("svc")::configureServer);
        HopStamp stamp = answer.stamp();
        boolean same = answer.code() == bare.code()
                && String.valueOf(answer.status().getDescription())
                        .equals(String.valueOf(bare.status().getDescription()))
                && answer.messages().size() == bare.messages().size()
                && (answer.headers() == null) == (bare.headers() == null);
        table.append(ROW.formatted(
                ending,
                type,
                answer.code(),
                same,
                stamp.name().equals("svc"),
                stamp.origin(),
                stamp.kind(),
                answer.messages().size()));

        assertThat(same).as("%s %s: %s and bare %s", ending, type, answer, bare).isTrue();
        assertThat(stamp.totalNanos()).isNotNegative();
        assertThat(stamp.queueNanos()).isBetween(0L, stamp.totalNanos());
        assertThat(stamp.origin()).isEqualTo(ending == Ending.NORMAL ? null : HopStamp.Origin.OWN);
        assertThat(stamp.kind()).isEqualTo(type == MethodType.UNARY ? null : HopStamp.Kind.STREAM);
    }

    private Answer call(Ending ending, MethodType type, UnaryOperator<ServerBuilder<?>> configuration) {
        Server server = world.serve(type, ending.handler(type), configuration);
        Channel channel = world.channel(server);
        MethodDescriptor<byte[], byte[]> method = Caller.method("test.Endings/" + ending, type);
        return Caller.call(channel, method, Caller.ask(), Caller.PING);
    }
}
