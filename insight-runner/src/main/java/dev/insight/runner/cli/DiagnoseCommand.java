package dev.insight.runner.cli;

import dev.insight.DiagnosisFeed;
import dev.insight.diagnosis.Diagnoser;
import dev.insight.hop.Ticker;
import dev.insight.runner.config.ReadFailure;
import dev.insight.runner.replay.Problems;
import dev.insight.runner.replay.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "diagnose",
        customSynopsis = "insight diagnose --replay FILE",
        sortOptions = false,
        description = {"Says of a recording who was at fault, as it was said live.", "Each verdict is a line of JSON."},
        footer = {
            "",
            "Lines that cannot be used are told as FILE:LINE: what is wrong, and skipped;",
            "the exit code is then 1. Without an incident, standard error says so.",
            "",
            "Example:",
            "  insight diagnose --replay recording.jsonl"
        })
final class DiagnoseCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--replay",
            required = true,
            paramLabel = "FILE",
            description = "What 'run --record' wrote, gzip or not; - is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String recording;

    DiagnoseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            if (recording.equals(STANDARD_INPUT)) {
                return replay("standard input", System.in, progress(0, () -> 0));
            }
            try (FileChannel channel = FileChannel.open(file())) {
                ReplayProgress progress = progress(channel.size(), () -> position(channel));
                return replay(recording, Channels.newInputStream(channel), progress);
            }
        } catch (IOException e) {
            throw new Failure("cannot read " + recording + ": " + ReadFailure.reason(e, recording));
        }
    }

    private Path file() {
        Path file = Path.of(recording);
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), recording + " does not exist, name a recording");
        }
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), recording + " is a directory, name a recording");
        }
        return file;
    }

    private ReplayProgress progress(long size, LongSupplier position) {
        return new ReplayProgress(
                spec.commandLine().getErr(), terminal.window()::showsErrors, size, position, Ticker.system());
    }

    private int replay(String name, InputStream in, ReplayProgress progress) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        VerdictWriter verdicts = new VerdictWriter(spec.commandLine().getOut());
        Diagnoser diagnoser = Diagnoser.create(verdict -> {
            progress.clear();
            verdicts.write(verdict);
        });
        Problems problems = Problems.of(name, problem -> {
            progress.clear();
            err.println(problem);
        });
        try {
            Recording read = Recording.of(in, DiagnosisFeed.to(diagnoser), problems);
            while (!verdicts.closed() && read.next()) {
                progress.at(read.records());
            }
            if (read.records() == 0 && problems.count() == 0) {
                err.println(name + ": is empty, give it what 'run --record' wrote");
            } else if (!verdicts.closed()) {
                progress.end(read.records(), verdicts.opened(), problems.count());
            }
        } finally {
            progress.clear();
            problems.close();
            err.flush();
        }
        return problems.count() == 0 ? 0 : 1;
    }

    private static long position(FileChannel channel) {
        try {
            return channel.position();
        } catch (IOException e) {
            return 0; // the reading finds out too, and says so
        }
    }
}
