package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets detectors diagnose scenarios of every kind, and judges them. */
public final class DiagnosisBenchmark {
    /** What is found after so many intervals is found late, though it be right. */
    private static final double LATE = 8;

    private final DiagnosisOptions options;
    private final PrintStream log;
    private final Map<Contender, Tally> tallies = new LinkedHashMap<>();
    private double hours;

    private DiagnosisBenchmark(DiagnosisOptions options, PrintStream log) {
        this.options = options;
        this.log = log;
        Contender.all().stream().filter(options::admits).forEach(contender -> tallies.put(contender, new Tally()));
    }

    /**
     * Runs what the options name; returns the page to keep.
     *
     * @param log told what Insight gets wrong, if the options ask for it
     */
    public static String run(DiagnosisOptions options, PrintStream log) {
        return new DiagnosisBenchmark(options, log).run();
    }

    private String run() {
        long start = System.nanoTime();
        for (Kind kind : options.kinds()) {
            for (long seed : options.seeds()) {
                for (int number = 0; number < options.each(); number++) {
                    play(kind.scenario(seed, number), seed, number);
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                """
                # How good the diagnosis is

                Scenarios of a simulated forwarding layer, drawn from seeds %s, %d of each kind and seed: %.0f hours, played
                and diagnosed in %.0f s. A fault counts when calls with it differ visibly from the same calls without it; the
                others are optional. Times are in probe intervals; to find, those of faults apart that are gradual: they take
                more than eight intervals to come, or packets are lost now and then. An incident says what it said six
                intervals after it opened; it is right if it names cause and component, extra if it answers for no fault
                while one is on, false if none is.

                    %s
                %s""",
                options.seeds(),
                options.each(),
                hours,
                seconds,
                options.command(),
                Page.tables(tallies));
    }

    private void play(Scenario scenario, long seed, int number) {
        List<List<Verdict>> said = new ArrayList<>();
        List<Timed> detectors = new ArrayList<>();
        for (Contender contender : tallies.keySet()) {
            List<Verdict> verdicts = new ArrayList<>();
            said.add(verdicts);
            detectors.add(new Timed(contender.maker().tell(verdicts::add)));
        }
        Map<Truth, Damage> damages = Simulation.play(scenario, detectors);
        hours += scenario.durationSeconds() / 3600;
        int next = 0;
        for (Map.Entry<Contender, Tally> entry : tallies.entrySet()) {
            Score score = Scorer.score(scenario, damages, said.get(next));
            entry.getValue().add(score, detectors.get(next));
            next++;
            if (options.mistakes() && entry.getKey().name().equals(Contender.INSIGHT)) {
                log(score, scenario, seed + "/" + number);
            }
        }
    }

    private void log(Score score, Scenario scenario, String which) {
        String where = scenario.kind() + " " + which + " (" + scenario.ways().size() + " paths, "
                + (int) scenario.intervalSeconds() + " s"
                + (scenario.dark().isEmpty() ? "" : ", dark " + scenario.dark())
                + "): ";
        score.answers().stream()
                .filter(answer -> !answer.right())
                .forEach(answer -> log.println(where + answer.text()));
        score.answers().stream()
                .filter(answer -> answer.right() && !answer.gradual() && answer.toFind() > LATE)
                .forEach(answer -> log.println(where + number(answer.toFind()) + " intervals late: " + answer.text()));
        score.answers().stream()
                .filter(Answer::open)
                .forEach(answer -> log.println(where + "left open: " + answer.text()));
        score.extra().forEach(verdict -> log.println(where + "extra " + text(verdict)));
        score.falseAlarms().forEach(verdict -> log.println(where + "false alarm " + text(verdict)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String text(Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "%s %s at %.0f s, %.2f sure: %s",
                verdict.cause().label(),
                verdict.component(),
                Incident.seconds(verdict.epochMicros()),
                verdict.confidence(),
                verdict.evidence().sentence());
    }
}
