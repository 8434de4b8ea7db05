package dev.insight.runner.incidents;

import static dev.insight.runner.SampleVerdicts.verdict;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.runner.store.PathStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that tells of an incident for each line that it reads, until it is killed. */
final class Teller {
    private Teller() {}

    public static void main(String[] args) throws IOException {
        PathStore store = PathStore.create();
        IncidentJournal journal = IncidentJournal.keep(store, Path.of(args[0]));
        if (journal == null) {
            throw new IllegalStateException("nothing is kept");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int second = 0;
        for (String id = in.readLine(); id != null; id = in.readLine()) {
            store.onVerdict(verdict(id, State.OPEN, Cause.HOP_SLOW, "mediary-sg", second++));
            store.onVerdict(verdict(id, State.UPDATE, Cause.HOP_OVERLOADED, "mediary-sg", second++));
            System.out.println(id);
        }
    }
}
