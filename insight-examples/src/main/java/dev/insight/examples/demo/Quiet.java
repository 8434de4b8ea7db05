package dev.insight.examples.demo;

import dev.insight.diagnosis.PathStatus;
import dev.insight.probe.PathId;
import dev.insight.runner.store.PathSnapshot;
import java.util.List;

/** What is to be said while no incident is open: that all is well only where it is seen to be. Pure. */
final class Quiet {
    private static final double NEXT_TO_NOTHING = 1.2;

    private Quiet() {}

    /** In words, where light takes {@code lightNanos} from eu to sg and back. */
    static String words(List<PathSnapshot> paths, boolean faultIsOn, long lightNanos) {
        if (!paths.isEmpty() && paths.stream().allMatch(path -> path.diagnosis() == PathStatus.State.LEARNING)) {
            return "Three regions with oceans between them, as processes of this machine. Twelve paths are probed four"
                    + " times a second; for the first seconds it learns what they usually take.";
        }
        if (faultIsOn) {
            return "A fault is on. No incident yet: a few intervals have to agree before one is named.";
        }
        return "No incident is open. "
                + (paths.stream().filter(Quiet::isShown).allMatch(path -> isAsLight(path, lightNanos))
                        ? "From eu to sg a call takes what light takes, and each hop next to nothing."
                        : "From eu to sg calls were lost or take more than light does: after a fault that is over, or"
                                + " because this machine is busy.");
    }

    private static boolean isShown(PathSnapshot path) {
        PathId id = path.probe().path();
        return id.source().equals("eu") && id.target().equals("sg");
    }

    private static boolean isAsLight(PathSnapshot path, long lightNanos) {
        return path.failures() == 0
                && !path.latency().isEmpty()
                && path.latency().p50Nanos() < NEXT_TO_NOTHING * lightNanos;
    }
}
