package dev.insight.grpc;

import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import org.junit.jupiter.api.AfterEach;

/** A test over one transport, whose servers and channels end with it. */
abstract class NetTest {
    static final MethodDescriptor<byte[], byte[]> UNARY = Caller.method("test.Echo/Unary", MethodType.UNARY);

    final World world;

    NetTest(Net net) {
        world = new World(net);
    }

    @AfterEach
    void close() {
        world.close();
    }

    static GrpcInsight insight(String name) {
        return GrpcInsight.builder(name).build();
    }

    /** An echoing service that stamps as {@code name}. */
    Server echo(String name) {
        return service(name, World.echo());
    }

    Server service(String name, ServerCallHandler<byte[], byte[]> handler) {
        return world.serve(MethodType.UNARY, handler, insight(name)::configureServer);
    }

    Answer askUnary(Channel channel) {
        return Caller.call(channel, UNARY, Caller.ask(), Caller.PING);
    }
}
