package dev.insight.benchmarks.diagnosis;

import java.util.List;

/**
 * A stream of random numbers that depends on its seeds alone (SplitMix64). Streams are cheap and many: one for each call,
 * so that a call draws the same noise whatever faults are on.
 */
final class Draw {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Draw(long state) {
        this.state = state;
    }

    /** The stream of {@code name} under {@code seed}. */
    static Draw of(long seed, String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash + GAMMA) ^ name.charAt(i);
        }
        return new Draw(mix(hash));
    }

    /** The stream of a numbered thing. */
    static Draw of(long seed, long number) {
        return new Draw(mix(mix(seed + GAMMA) ^ (number * GAMMA)));
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to less than 1. */
    double unit() {
        return (next() >>> 11) * 0x1p-53;
    }

    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Between the two, even in the logarithm: for ranges that span orders of magnitude. */
    double betweenLog(double low, double high) {
        return low * Math.exp(unit() * Math.log(high / low));
    }

    /** From {@code low} to {@code high}, both included. */
    int whole(int low, int high) {
        return low + (int) (unit() * (high - low + 1));
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    double gauss() {
        return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
    }

    double exponential(double mean) {
        return -mean * Math.log(1 - unit());
    }

    /** Pareto's law beginning at {@code scale}, less {@code scale}, cut at a hundred times it. */
    double pareto(double scale, double shape) {
        return scale * Math.min(100, Math.pow(1 - unit(), -1 / shape) - 1);
    }

    <T> T pick(List<T> list) {
        return list.get((int) (unit() * list.size()));
    }

    @SafeVarargs
    final <T> T pick(T... values) {
        return values[(int) (unit() * values.length)];
    }
}
