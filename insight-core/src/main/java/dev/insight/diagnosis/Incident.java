package dev.insight.diagnosis;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One fault while it lasts, however many paths it touches and however often it comes and goes. Confined to one thread. */
final class Incident {
    /** Quiet for so many intervals, it is over; a fault that comes and goes once a minute is one. */
    private static final int QUIET_INTERVALS = 13;

    private static final long QUIET_MICROS = 66_000_000;
    private static final int MOST_QUIET_INTERVALS = 80;
    /** Lost packets come at random: a pause of so many times the usual one is the end, and one of three times is luck. */
    private static final int QUIET_GAPS = 7;
    /** In so many intervals a first guess may still be refined. */
    private static final int SETTLE_INTERVALS = 6;

    private static final int LATER_INTERVALS = 12;
    private static final int FADING_INTERVALS = 4;

    private static final long NEW_NORMAL_MICROS = 6 * 3_600_000_000L;

    private final String id;
    private final long openedMicros;
    private final long intervalMicros;
    private final Set<Component> members = new LinkedHashSet<>();
    private final Set<PathState> paths = new LinkedHashSet<>();
    private @Nullable ProberState prober;
    private Finding finding;
    private long badMicros;
    private long blindMicros;
    private long longestGapMicros;
    private long leastQuietMicros = QUIET_MICROS;
    private int timesBad = 2;
    private long examinedMicros;
    private boolean settled;
    private boolean wasWeaker;
    private boolean hasSpread;
    private Finding told;

    Incident(String id, Finding finding, long openedMicros, long intervalMicros) {
        this.id = id;
        this.finding = finding;
        told = finding;
        this.openedMicros = openedMicros;
        this.intervalMicros = intervalMicros;
        badMicros = openedMicros;
        examinedMicros = openedMicros;
        paths.addAll(finding.paths());
    }

    String id() {
        return id;
    }

    long intervalMicros() {
        return intervalMicros;
    }

    /** The components whose signals it stands for; none of failures and of the prober's. */
    Set<Component> members() {
        return members;
    }

    /** Those that it touches. */
    Set<PathState> paths() {
        return paths;
    }

    /** It touches {@code more} paths. */
    void touches(Collection<PathState> more) {
        hasSpread |= paths.addAll(more);
    }

    /** Whether it touches a path that it did not when it was told of last. */
    boolean hasSpread() {
        return hasSpread;
    }

    /** All that is known of it was told. */
    void told() {
        hasSpread = false;
        told = finding;
    }

    /** What was told of it last. */
    Finding lastTold() {
        return told;
    }

    /** The prober that this is about, if it is about one. */
    @Nullable
    ProberState prober() {
        return prober;
    }

    void prober(ProberState newProber) {
        prober = newProber;
    }

    Finding finding() {
        return finding;
    }

    void finding(Finding newFinding) {
        finding = newFinding;
        touches(newFinding.paths());
    }

    /** What it is about is known for certain, and refined no more. */
    void settle(Finding newFinding) {
        finding(newFinding);
        settled = true;
    }

    /** The fault shows. */
    void bad(long now) {
        longestGapMicros = Math.max(longestGapMicros, now - badMicros);
        badMicros = Math.max(badMicros, now);
        timesBad++;
    }

    /** Says that it shows so seldom that a shorter quiet is no end. */
    void quietAtLeast(long micros) {
        leastQuietMicros = Math.max(leastQuietMicros, micros);
    }

    /** Nothing was seen for so long, which is no quiet. */
    void blind(long micros) {
        badMicros += micros;
        blindMicros += micros;
    }

    /**
     * Whether {@code latest} is what it has become: of one that has not shown just now it is what fades of it, and so may be
     * what has grown weaker, until the next look says the same.
     */
    boolean isNow(Finding latest, long now) {
        boolean isWeaker = settled && latest.confidence() < finding.confidence();
        // Of what shows seldom, a pause as long as others were is no end.
        long pause = Math.max(FADING_INTERVALS * intervalMicros, longestGapMicros);
        boolean hasStopped = settled && now - badMicros > pause;
        boolean isFading = hasStopped || (isWeaker && !wasWeaker);
        wasWeaker = isWeaker;
        return !isFading;
    }

    boolean isOver(long now) {
        long gaps = finding.kind().equals("loss")
                ? QUIET_GAPS * ((badMicros - finding.sinceMicros()) / timesBad)
                : 2 * longestGapMicros;
        long quiet = Math.max(
                Math.max(QUIET_INTERVALS * intervalMicros, leastQuietMicros),
                Math.min(gaps, MOST_QUIET_INTERVALS * intervalMicros));
        return now - badMicros > quiet;
    }

    /** Whether it has lasted so long that it is how things are: what fails is never that. */
    boolean isNewNormal(long now) {
        return !members.isEmpty() && now - openedMicros - blindMicros > NEW_NORMAL_MICROS;
    }

    boolean isYoung(long now) {
        return now - openedMicros <= SETTLE_INTERVALS * intervalMicros;
    }

    /** Whether it is time to look again: at every interval while it is young, and now and then later. */
    boolean isDue(long now) {
        long pause = isYoung(now) || !settled ? intervalMicros : LATER_INTERVALS * intervalMicros;
        boolean due = now - examinedMicros >= pause;
        if (due) {
            examinedMicros = now;
        }
        return due;
    }

    /** True once, when it is young no more. */
    boolean settles(long now) {
        boolean settles = !settled && !isYoung(now);
        settled |= settles;
        return settles;
    }

    /** Whether its component may be refined no more. */
    boolean isSettled() {
        return settled;
    }

    /** Whether it is about calls that fail, and not about what takes long or the prober itself. */
    boolean isOfFailures() {
        return finding.excess() < 0 && prober == null && members.isEmpty();
    }

    /**
     * Whether this blames {@code component} as {@code others} have it: a hop by its name; a service, which may have namesakes
     * in other regions, or what leads to one, only if a path to the same one is affected.
     */
    boolean isAt(String component, Collection<PathState> others) {
        return finding.component().equals(component) && isOfSame(component, others);
    }

    /** Whether {@code component} is the same to {@code others} as to the paths affected here. */
    private boolean isOfSame(String component, Collection<PathState> others) {
        String end = component.substring(component.indexOf('>') + 1);
        return others.stream().noneMatch(path -> path.isService(end))
                || others.stream().anyMatch(this::affectsServiceOf);
    }

    private boolean affectsServiceOf(PathState path) {
        return paths.stream().anyMatch(each -> each.serviceKey().equals(path.serviceKey()));
    }

    /** Whether {@code link} shares a hop that does not stamp, or one that waits where no stamp sees it, with this. */
    boolean isNextTo(Component link) {
        for (Component member : members) {
            boolean isAtSameHop = member.isLink()
                    && link.ends().contains(finding.component())
                    && isOfSame(finding.component(), link.paths());
            boolean hidesSame = member.hides().stream().anyMatch(link.hides()::contains)
                    && link.paths().stream()
                            .anyMatch(path ->
                                    member.hides().stream().noneMatch(path::isService) || affectsServiceOf(path));
            if (isAtSameHop || hidesSame) {
                return true;
            }
        }
        return false;
    }

    /** Whether this blames a link at {@code hop} as {@code others} have it. */
    boolean isOfLinksAt(String hop, Collection<PathState> others) {
        return !members.isEmpty()
                && isOfSame(hop, others)
                && members.stream()
                        .allMatch(member -> member.isLink() && member.ends().contains(hop));
    }
}
