package dev.insight.runner.cli;

import dev.insight.runner.config.ConfigException;
import dev.insight.runner.config.ConfigFile;
import dev.insight.runner.config.RunnerConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        customSynopsis = "insight check FILE",
        description = "Checks a configuration file and tells every problem at once.",
        footer = {
            "",
            "A problem is a line FILE:LINE:COL key: what is wrong, what would be right;",
            "one of the whole file is a line FILE: what is wrong, what would be right.",
            "",
            "Example:",
            "  insight check insight.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The configuration, YAML.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() {
        try {
            RunnerConfig config = ConfigFile.read(file);
            int paths = config.probes().size();
            String what = switch (paths) {
                case 0 -> "no path, it probes nothing";
                case 1 -> "1 path from " + config.region();
                default -> paths + " paths from " + config.region();
            };
            spec.commandLine().getOut().println(file + ": fine, " + what);
            return 0;
        } catch (ConfigException e) {
            e.problems().forEach(spec.commandLine().getOut()::println);
            return 1;
        }
    }
}
