package dev.insight.grpc;

import dev.insight.hop.HopListener;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** Keeps what a listener is told. */
final class Sampled implements HopListener {
    final Queue<SampledCall> calls = new ConcurrentLinkedQueue<>();
    final Queue<HopStamp> stamps = new ConcurrentLinkedQueue<>();
    final Queue<String> outcomes = new ConcurrentLinkedQueue<>();
    final Queue<Long> writeLags = new ConcurrentLinkedQueue<>();

    @Override
    public void onStamp(HopStamp stamp, String outcome) {
        stamps.add(stamp);
        outcomes.add(outcome);
    }

    @Override
    public void onWriteLag(HopStamp stamp, long nanos) {
        writeLags.add(nanos);
    }

    @Override
    public void onCall(SampledCall call) {
        calls.add(call);
    }

    /** The first call told of: the application may hear of the end before the listener. */
    SampledCall call() {
        Awaitility.await().until(() -> !calls.isEmpty());
        return calls.element();
    }

    /** A caller, not a hop, that asks on all its calls and tells this. */
    GrpcInsight caller() {
        return GrpcInsight.builder("caller").sampleRatio(1).listener(this).build();
    }
}
