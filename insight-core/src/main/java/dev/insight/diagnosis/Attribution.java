package dev.insight.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says whom a signal accuses. The component that takes longer is not always the one at fault: a prober that stands still
 * makes its own first link look slow, a busy hop those next to it, and a hop that does not stamp the links over it.
 */
final class Attribution {
    /** Links that rise by this share of another rise with it. */
    private static final float TOGETHER = 0.4f;

    /** So many calls of each path say in which direction a link is slow. */
    private static final int LEAST_ONE_WAY = 3;

    private static final double SURE = 0.97;
    private static final double NEAR_GATE = 0.8;
    private static final double FEW_SAMPLES = 0.85;
    private static final double RARE = 0.88;
    private static final double AMBIGUOUS = 0.7;
    private static final double UNTOLD = 0.6;
    private static final double SURE_EFFECT = 1.4;

    private final Components components;
    private final HostLoads loads;

    Attribution(Components components, HostLoads loads) {
        this.components = components;
        this.loads = loads;
    }

    /** Who is at fault, given {@code signal}; null while it is better to wait for what will be clearer in a moment. */
    @Nullable
    Finding explain(Signal signal, long now, boolean isProberSuspect) {
        Component component = signal.component();
        if (component.paths().isEmpty()) {
            return null; // it is measured no more
        }
        if (!component.isLink()) {
            return Crosstalk.isBehindQueue(signal, components) || Crosstalk.isBehindLoss(signal, components)
                    ? null
                    : ofHop(signal, component.name(), confidence(signal), null, now);
        }
        if (isProberSuspect) {
            return null;
        }
        for (String end : component.ends()) {
            Component hop = components.find(end, component.paths().get(0));
            if (hop != null && Crosstalk.isCrosstalk(signal, hop)) {
                return null; // the hop's own signal comes, or is there
            }
        }
        Finding hidden = hiddenHop(signal, now);
        if (hidden != null) {
            return hidden;
        }
        Finding starved = starvedHop(signal, now);
        if (starved != null) {
            return starved;
        }
        String darkEnd = OtherWays.darkEnd(component);
        if (darkEnd == null) {
            return ofLink(Cause.LINK_DEGRADED, component.name(), confidence(signal), null, signal);
        }
        PathState other = OtherWays.noSlower(signal, darkEnd, components);
        return other == null ? ofDarkEnd(signal, darkEnd, now) : ofWayTo(darkEnd, other, signal);
    }

    /**
     * A link and the hop behind it cannot be told apart, and a service is slow more often than the link to it; what
     * reaches from the prober to the far end says nothing of where.
     */
    private Finding ofDarkEnd(Signal signal, String end, long now) {
        Component link = signal.component();
        return link.isWholeWay()
                ? ofLink(Cause.UNKNOWN, firstHop(link, end), UNTOLD, "anything behind it, for no hop stamps", signal)
                : ofHop(signal, end, UNTOLD, "the link " + link.name() + ", for " + end + " does not stamp", now);
    }

    /** Calls that come to {@code end} another way are no slower, so it is the way that is. */
    private static Finding ofWayTo(String end, PathState other, Signal signal) {
        Component link = signal.component();
        String runnerUp = end + ", but calls of " + other + " find it no slower";
        return link.isWholeWay() && link.hides().size() > 1
                ? ofLink(Cause.UNKNOWN, firstHop(link, end), UNTOLD, runnerUp, signal)
                : ofLink(
                        Cause.LINK_DEGRADED,
                        link.name(),
                        // Another hop that it hides may be it.
                        link.hides().size() > 1 ? Math.min(AMBIGUOUS, confidence(signal)) : confidence(signal),
                        runnerUp,
                        signal);
    }

    private static String firstHop(Component link, String otherwise) {
        return link.paths().isEmpty() ? otherwise : link.paths().get(0).hops().get(0);
    }

    private static Finding ofLink(
            Cause cause, String component, double confidence, @Nullable String runnerUp, Signal signal) {
        return new Finding(
                cause,
                component,
                confidence,
                signal.kind(),
                signal.excess(),
                signal.sinceMicros(),
                null,
                runnerUp == null ? RunnerUp.of(signal) : runnerUp,
                words(signal),
                Evidence.Numbers.ofHop(signal.count(), -1, -1),
                affected(signal));
    }

    /**
     * All links that hide the same hop rise together: nothing tells the hop from a link at it, but hops are slow more often
     * than links within a region.
     */
    private @Nullable Finding hiddenHop(Signal signal, long now) {
        for (String hop : signal.component().hides()) {
            List<Component> over =
                    components.linksOver(hop, signal.component().paths().get(0));
            over.removeIf(each -> OtherWays.isSilent(each, signal));
            if (over.size() >= 2 && rising(over, signal).size() == over.size()) {
                double confidence = OtherWays.areApart(over) ? Math.min(RARE, confidence(signal)) : UNTOLD;
                return ofHop(signal, hop, confidence, "a link at " + hop + ", which does not stamp", now);
            }
        }
        return null;
    }

    /** Only links rise, but several at one hop, while its own time does not: it waits where no stamp sees it. */
    private @Nullable Finding starvedHop(Signal signal, long now) {
        for (String end : signal.component().ends()) {
            Component hop = components.find(end);
            if (hop == null || hop.kind() != Component.Kind.HOP) {
                continue;
            }
            List<Component> at = components.linksAt(end);
            List<Component> rising = rising(at, signal);
            if (rising.size() >= 2 && 2 * rising.size() > at.size()) {
                return ofHop(signal, end, AMBIGUOUS, "a fault of one of its links: several rise at once", now);
            }
        }
        return null;
    }

    private static List<Component> rising(List<Component> links, Signal signal) {
        List<Component> rising = new ArrayList<>();
        for (Component link : links) {
            int count = link.samples().since(signal.sinceMicros());
            float least = TOGETHER * signal.excess() + already(link, count);
            boolean rises = link == signal.component()
                    || (count >= 2
                            && link.samples().medianRatio(count) >= 0.7f
                            && link.samples().medianExcess(count) >= least);
            if (rises || risesOneWay(link, count, least)) {
                rising.add(link);
            }
        }
        return rising;
    }

    /** What the weather had brought before the latest {@code count} values does not rise with them. */
    private static float already(Component link, int count) {
        return link.incident() != null ? 0 : Math.max(0, link.samples().medianExcessBefore(count));
    }

    /** What waits before a hop shows on paths that lead there, and not on those that come from there over the same link. */
    private static boolean risesOneWay(Component link, int count, float least) {
        if (count < LEAST_ONE_WAY * link.paths().size() || 4 * link.samples().reaching(1, count) < count) {
            return false;
        }
        for (PathState path : link.paths()) {
            if (link.samples().medianExcess(path, count) >= least) {
                return true;
            }
        }
        return false;
    }

    private Finding ofHop(Signal signal, String hop, double confidence, @Nullable String runnerUp, long now) {
        boolean isService = signal.component().paths().stream().anyMatch(path -> path.isService(hop));
        String node = signal.instance() == null ? null : signal.instance().node();
        HostLoads.Busy busy = loads.of(hop, node, signal.sinceMicros(), now);
        RecentSamples samples = signal.instance() == null
                ? signal.component().samples()
                : signal.instance().samples();
        float queue = signal.component().isLink() ? -1 : samples.medianQueue(signal.count(), signal.excess());
        Cause cause = Cause.SERVICE_SLOW;
        if (!isService) {
            cause = isOverloaded(queue, signal.excess(), busy) ? Cause.HOP_OVERLOADED : Cause.HOP_SLOW;
        }
        StringBuilder words = new StringBuilder(words(signal));
        if (queue >= 0) {
            words.append(String.format(Locale.ROOT, ", %.1f ms queued", queue));
        }
        words.append(
                busy == null
                        ? ", host load unknown"
                        : String.format(Locale.ROOT, ", host CPU %.0f %%", 100 * busy.cpu()));
        return new Finding(
                cause,
                hop,
                confidence,
                signal.kind(),
                signal.excess(),
                signal.sinceMicros(),
                node,
                runnerUp == null ? RunnerUp.of(signal) : runnerUp,
                words.toString(),
                Evidence.Numbers.ofHop(signal.count(), queue, busy == null ? -1 : busy.cpu()),
                affected(signal));
    }

    /** Slow, and short of capacity: its calls queue, or its host has become busy and nothing says that they do not queue. */
    private static boolean isOverloaded(float queue, float excess, HostLoads.@Nullable Busy busy) {
        boolean isShort = busy != null && busy.isShort();
        if (queue < 0) {
            return isShort;
        }
        return queue >= 0.5f * excess || (isShort && queue >= 0.2f * excess);
    }

    private static double confidence(Signal signal) {
        if (signal.kind().equals("delay")) {
            double sure = signal.ratio() >= SURE_EFFECT ? SURE : NEAR_GATE;
            return signal.count() < 5 ? Math.min(FEW_SAMPLES, sure) : sure;
        }
        return RARE;
    }

    private static String words(Signal signal) {
        String what = switch (signal.kind()) {
            case "loss" -> "calls stall as when packets are lost, by %.1f ms (%d calls seen)";
            case "tail" -> "a share of calls takes %.1f ms longer (%d calls seen)";
            default -> "+%.1f ms in the middle of %d calls";
        };
        String words = String.format(Locale.ROOT, what, signal.excess(), signal.count());
        if (signal.component().hasCrept()) {
            words += ", which crept up over hours";
        }
        return signal.instance() == null
                ? words
                : words + " at instance " + signal.instance().node();
    }

    private static List<PathState> affected(Signal signal) {
        return List.copyOf(signal.component().paths());
    }
}
