package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the tracers and interceptors of one hop share. Immutable but for the fuse.
 *
 * @param identity the stamp that holds what does not change from call to call
 * @param ownAsk what a sampled call of this process's own asks
 * @param sampleRatio the share of this process's own calls that ask
 * @param stampsThrown whether a call whose handler throws is closed here, so that it is stamped
 */
record Hop(
        HopStamp identity,
        Ticker ticker,
        Trust trust,
        HopListeners listeners,
        HopAsk ownAsk,
        double sampleRatio,
        boolean stampsThrown,
        Fuse fuse) {

    boolean samples() {
        return sampleRatio > 0 && ThreadLocalRandom.current().nextDouble() < sampleRatio;
    }
}
