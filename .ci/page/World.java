import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopStampBuilder;
import dev.insight.hop.Ticker;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import dev.insight.runner.Runner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * A real runner of 30 regions, each probing all others, 870 paths, over a network that is only computed: what the page has to bear,
 * without 870 services. Prints where it serves, and runs until it is killed.
 */
public final class World {
    private static final List<String> REGIONS = List.of(
            "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2",
            "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "af-south-1",
            "me-south-1", "me-central-1", "il-central-1", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2",
            "ap-southeast-3", "ap-southeast-4", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-east-1",
            "ca-west-1", "mx-central-1");

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        List<Probe> probes = new ArrayList<>();
        for (String source : REGIONS) {
            for (String target : REGIONS) {
                if (!source.equals(target)) {
                    probes.add(probe(source, target));
                }
            }
        }
        Runner runner = Runner.builder()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .targets(TargetSource.of(probes.toArray(Probe[]::new)))
                .transport(new Computed())
                .build()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(runner::close));
        System.out.println("serving " + probes.size() + " paths at " + runner.uri());
        Thread.currentThread().join();
    }

    private static Probe probe(String source, String target) {
        Route route = Route.of(
                "forwarded", "gateway-" + source, "mediary-" + source, "mediary-" + target, "gateway-" + target,
                "payments-" + target);
        return Probe.builder(source, Target.builder(target, "payments", "dns:///gateway." + source + ":443").build(), route)
                .interval(Duration.ofSeconds(5))
                .coldInterval(Duration.ZERO)
                .partialInterval(Duration.ZERO)
                .build();
    }

    /** Answers at once, with the times that a call would have taken. */
    private static final class Computed implements ProbeTransport {
        @Override
        public Session open(Probe probe) {
            return new Session() {
                @Override
                public void send(Slot slot, Consumer<ProbeResult> completion) {
                    completion.accept(answer(slot));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public int channels() {
            return 0;
        }

        @Override
        public void close() {}

        private static ProbeResult answer(Slot slot) {
            Probe probe = slot.probe();
            long now = Ticker.system().nanos();
            ThreadLocalRandom random = ThreadLocalRandom.current();
            if (random.nextInt(400) == 0) {
                return ProbeResult.builder(slot, Outcome.failed("UNAVAILABLE", Phase.RPC, "no route today"))
                        .lifeNanos(now, now)
                        .build();
            }
            List<String> hops = probe.route().hops();
            int seed = Math.floorMod(probe.path().toString().hashCode(), 1_000);
            long wide = micros(20_000 + 250L * seed, random);
            long inner = 0;
            List<HopStamp> stamps = new ArrayList<>();
            for (int i = hops.size() - 1; i >= 0; i--) {
                long total = inner + micros(200, random);
                HopStampBuilder stamp = HopStamp.builder(hops.get(i))
                        .totalNanos(total)
                        .queueNanos(20_000)
                        .node(hops.get(i) + "-1");
                stamps.add(0, (inner == 0 ? stamp : stamp.upstreamNanos(inner)).build());
                inner = total + (i == 2 ? wide : micros(400, random));
            }
            return ProbeResult.builder(slot, Outcome.ok())
                    .latencyNanos(inner)
                    .lifeNanos(now, now + inner)
                    .path(HopPath.of(stamps.toArray(HopStamp[]::new)))
                    .build();
        }

        private static long micros(long about, ThreadLocalRandom random) {
            return about * 1_000 * random.nextInt(970, 1_031) / 1_000;
        }
    }
}
