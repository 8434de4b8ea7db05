package dev.insight.runner.store;

import dev.insight.hop.Ticker;

/** Lets tests of other packages say what time it is in a store. */
public final class StoreWithTicker {
    private StoreWithTicker() {}

    public static PathStore create(Ticker ticker) {
        return PathStore.withWindow(256, ticker);
    }
}
