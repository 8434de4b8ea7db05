package dev.insight.benchmarks.diagnosis;

import dev.insight.hop.HopStamp.Origin;
import dev.insight.probe.Phase;
import org.jspecify.annotations.Nullable;

/** One call through the simulated layer as it went: what {@link CallModel} fills in. Times are milliseconds. */
final class Call {
    final double t;
    final Way way;
    final String[] node;
    final double[] forward;
    final double[] back;
    final double[] stay;
    final double[] queue;
    final double[] lost;
    final int[] attempts;
    final boolean[] stampless;

    double overhead;
    double lag;
    boolean tainted;
    String code = "OK";
    Phase phase = Phase.RPC;
    /** The last hop that the call reached, or -1. */
    int last;
    /** Who decided the outcome of a call that failed, if the hop says so. */
    @Nullable
    Origin origin;
    /** Whether nothing came back at all. */
    boolean vanished;

    double latency;

    Call(double t, Way way, int hops) {
        this.t = t;
        this.way = way;
        last = hops - 1;
        node = new String[hops];
        forward = new double[hops];
        back = new double[hops];
        stay = new double[hops];
        queue = new double[hops];
        lost = new double[hops];
        attempts = new int[hops];
        stampless = new boolean[hops];
    }

    boolean isOk() {
        return code.equals("OK");
    }

    void fail(String newCode, Phase newPhase, int newLast, @Nullable Origin newOrigin) {
        code = newCode;
        phase = newPhase;
        last = newLast;
        origin = newOrigin;
    }

    /** What hop {@code i} took, all behind it included. */
    double total(int i) {
        return stay[i] + upstream(i);
    }

    /** What hop {@code i} waited for the next one; 0 where it called none. */
    double upstream(int i) {
        return i < last ? forward[i + 1] + total(i + 1) + back[i + 1] : 0;
    }
}
