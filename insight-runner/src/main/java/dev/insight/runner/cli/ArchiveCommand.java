package dev.insight.runner.cli;

import dev.insight.runner.archive.ClassArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "archive",
        customSynopsis = "insight archive FILE",
        description = {
            "Makes an archive of classes, for starts in half the time.",
            "By AppCDS. Where FILE is one that fits already, nothing is done."
        },
        footer = {
            "",
            "It fits this JVM and this jar only. With another it does no harm and no good.",
            "",
            "Example:",
            "  insight archive insight.jsa",
            "  java -XX:SharedArchiveFile=insight.jsa -jar insight.jar \\",
            "    run --config insight.yaml"
        })
final class ArchiveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The archive.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() throws InterruptedException {
        ClassArchive archive = ClassArchive.at(file);
        boolean anew;
        try {
            anew = !archive.fits();
            if (anew) {
                archive.make(Rehearsal.class);
            }
        } catch (IOException e) {
            throw new Failure("cannot make " + file + ": " + e.getMessage());
        }
        spec.commandLine().getOut().println(file + (anew ? ": made" : ": fits already"));
        return 0;
    }
}
