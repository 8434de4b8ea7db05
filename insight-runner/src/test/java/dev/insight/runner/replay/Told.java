package dev.insight.runner.replay;

import dev.insight.OrderedListener;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a recording told. */
public final class Told implements OrderedListener {
    public final List<Probe> added = new ArrayList<>();
    public final List<Probe> removed = new ArrayList<>();
    public final List<ProbeReport> reports = new ArrayList<>();
    public final List<HostLoad> loads = new ArrayList<>();
    public final StringWriter err = new StringWriter();
    public long problems;

    /** What the recording {@code text} tells. */
    public static Told of(String... lines) throws IOException {
        return of(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    static Told of(InputStream in) throws IOException {
        Told told = new Told();
        Problems problems = Problems.of("f", new PrintWriter(told.err)::println);
        Recording recording = Recording.of(in, told, problems);
        while (recording.next()) {
            // Told as it reads.
        }
        problems.close();
        told.problems = problems.count();
        return told;
    }

    @Override
    public void added(Probe probe) {
        added.add(probe);
    }

    @Override
    public void removed(Probe probe, long epochMicros) {
        removed.add(probe);
    }

    @Override
    public void report(ProbeReport report) {
        reports.add(report);
    }

    @Override
    public void load(HostLoad load) {
        loads.add(load);
    }
}
