package dev.insight.benchmarks.lab;

import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.LoadSource;
import dev.insight.examples.lab.Fault;
import dev.insight.examples.lab.FaultKind;
import dev.insight.examples.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Trials on one lab, one after the other. Confined to one thread. */
final class Session implements AutoCloseable {
    /** So many intervals at least, the prober learns what is usual, and its JVM what it does. */
    private static final int LEARN_INTERVALS = 75;

    private static final int CALM_INTERVALS = 12;
    /** An incident that is not closed by then is left open. */
    private static final int CLEAR_INTERVALS = 240;
    /** What the prober tells comes later than it is by the longest timeout and a second. */
    private static final long TOLD_LATE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STEPS_PER_LOAD = 5;

    private final Lab lab;
    private final LoadSource loads;
    private final Duration interval;
    private final int run;
    private final Path work;
    private @Nullable Prober prober;
    private int probers;
    private int steps;

    Session(Lab lab, Duration interval, int run, Path work) {
        this.lab = lab;
        this.interval = interval;
        this.run = run;
        this.work = work;
        loads = lab.loads();
    }

    /** Injects what {@code texts} say, waits until it is over and forgotten, and judges what was said. */
    Trial play(TrialKind kind, List<String> texts) throws IOException, InterruptedException {
        List<Fault> faults = texts.stream().map(Fault::parse).toList();
        boolean isOfProber = isOfProber(faults);
        Prober playing = calm(isOfProber);
        List<Said> before = playing.incidents();
        long tainted = playing.tainted();
        Effects effects = new Effects(lab, faults);
        long beginNanos = System.nanoTime();
        long beginMicros = nowMicros();
        String stops = suffer(kind, faults, playing, effects);
        long endNanos = System.nanoTime();
        long endMicros = nowMicros();
        List<String> measured = new ArrayList<>();
        List<Fault> harmful = new ArrayList<>();
        for (Fault fault : faults) {
            Effects.Effect effect =
                    effects.of(fault, beginNanos - CALM_INTERVALS * interval.toNanos(), beginNanos, endNanos);
            measured.add(effect.words() + stops);
            if (effect.isFelt() && Truth.isHarmful(fault)) {
                harmful.add(fault);
            }
        }
        long giveUp = System.nanoTime() + CLEAR_INTERVALS * interval.toNanos();
        long notBefore = System.nanoTime() + TOLD_LATE_NANOS + CALM_INTERVALS * interval.toNanos();
        while (System.nanoTime() < notBefore || (playing.isAccusing(isOfProber) && System.nanoTime() < giveUp)) {
            step(playing, null);
        }
        List<Said> said = new ArrayList<>(playing.incidents());
        said.removeAll(before);
        Trial trial = new Judge(interval, beginMicros, endMicros)
                .judge(kind.name(), run, texts, String.join("; ", measured), harmful, said);
        report(trial, said, playing.tainted() - tainted);
        return trial;
    }

    /** Returns how it was stopped, if it was. */
    private String suffer(TrialKind kind, List<Fault> faults, Prober playing, Effects effects)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + kind.intervals() * interval.toNanos();
        if (isOfProber(faults)) {
            Stops stops = new Stops(playing, Duration.ofMillis(300).toNanos());
            while (System.nanoTime() < end) {
                stops.stop();
            }
            return stops.words();
        }
        faults.forEach(lab::inject);
        while (System.nanoTime() < end) {
            step(playing, effects);
        }
        lab.heal();
        return "";
    }

    private static boolean isOfProber(List<Fault> faults) {
        return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.PROBER_IMPAIRED);
    }

    /** A prober that has learned what is usual, and for a while accused nobody; nor itself, if that matters. */
    private Prober calm(boolean isOfProber) throws IOException, InterruptedException {
        Prober current = prober;
        if (current != null && current.isAccusing(isOfProber)) {
            current.close();
            current = null;
        }
        int least = CALM_INTERVALS;
        if (current == null) {
            current = Prober.start(lab.probes(interval), work, "prober-" + ++probers);
            prober = current;
            least = LEARN_INTERVALS;
        }
        long until = System.nanoTime() + least * interval.toNanos();
        long giveUp = until + CLEAR_INTERVALS * interval.toNanos();
        while (System.nanoTime() < until) {
            step(current, null);
            if (current.isAccusing(isOfProber) && System.nanoTime() < giveUp) {
                until = Math.max(until, System.nanoTime() + CALM_INTERVALS * interval.toNanos());
            }
        }
        return current;
    }

    /** One second: hosts' load is passed on now and then, and faults are looked at. */
    private void step(Prober playing, @Nullable Effects effects) throws IOException {
        long begin = System.nanoTime();
        if (steps++ % STEPS_PER_LOAD == 0) {
            List<HostLoad> read = loads.loads();
            playing.tell(read);
            if (effects != null) {
                effects.take(read);
            }
        }
        if (effects != null && steps % 2 == 0) {
            effects.look();
        }
        Stops.pause(begin + STEP_NANOS);
    }

    private void report(Trial trial, List<Said> said, long tainted) {
        System.err.printf(
                "%s run %d: %s; %s; %s; wanted %s, said %s; found after %.1f, closed after %.1f; %d tainted%n",
                trial.isRight() ? "right" : "WRONG",
                run,
                trial.kind(),
                trial.requested(),
                trial.measured(),
                trial.expected(),
                trial.said(),
                trial.toFind(),
                trial.toClear(),
                tainted);
        if (!trial.isRight()) {
            for (Said each : said) {
                if (each.blame().startsWith("prober_impaired@")) {
                    continue; // it says the same each time
                }
                each.sentences().forEach(sentence -> System.err.println("    " + each.id() + " " + sentence));
            }
        }
    }

    private static long nowMicros() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }

    @Override
    public void close() {
        if (prober != null) {
            prober.close();
        }
    }
}
