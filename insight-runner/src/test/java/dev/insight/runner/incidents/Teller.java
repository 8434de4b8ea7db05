package dev.insight.runner.incidents;

import static dev.insight.runner.SampleVerdicts.verdict;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.hop.Ticker;
import dev.insight.runner.SampleReports;
import dev.insight.runner.store.PathStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that tells of an incident for each line that it reads, until it is killed. Each line takes it two seconds by its own
 * clock, and each of its lives is later than the ones before.
 */
final class Teller {
    private static final int LIFE_SECONDS = 10_000;

    private Teller() {}

    /** @param args the journal's file, and which life this is */
    public static void main(String[] args) throws IOException {
        AtomicInteger second = new AtomicInteger(LIFE_SECONDS * Integer.parseInt(args[1]));
        PathStore store = PathStore.create();
        IncidentJournal journal =
                IncidentJournal.keep(store, Path.of(args[0]), new LocalDisk(), new SecondsTicker(second));
        if (journal == null) {
            throw new IllegalStateException("nothing is kept");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String id = in.readLine(); id != null; id = in.readLine()) {
            store.onVerdict(verdict(id, State.OPEN, Cause.HOP_SLOW, "mediary-sg", second.getAndIncrement()));
            store.onVerdict(verdict(id, State.UPDATE, Cause.HOP_OVERLOADED, "mediary-sg", second.getAndIncrement()));
            System.out.println(id);
        }
    }

    /** Its wall clock is in so many seconds. */
    private record SecondsTicker(AtomicInteger second) implements Ticker {
        @Override
        public long nanos() {
            return Ticker.system().nanos();
        }

        @Override
        public long epochMicros() {
            return SampleReports.EPOCH_MICROS + second.get() * 1_000_000L;
        }
    }
}
