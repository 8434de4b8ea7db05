package dev.insight.runner;

import dev.insight.Insight;
import dev.insight.runner.http.RunnerHttp;
import dev.insight.runner.incidents.IncidentJournal;
import dev.insight.runner.record.Recorder;
import org.jspecify.annotations.Nullable;

/** What a runner has started. */
record Running(
        Insight insight,
        RunnerHttp http,
        @Nullable Recorder recorder,
        @Nullable IncidentJournal journal) {
    /** Stops probing first, so that listeners and the recording are told what is still to tell. */
    void close() {
        insight.close();
        http.close();
        if (recorder != null) {
            recorder.close();
        }
        if (journal != null) {
            journal.close();
        }
    }
}
