package dev.insight.runner.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "help",
        customSynopsis = "insight help [COMMAND]",
        description = "Shows the help of a command, as --help behind it does.",
        footer = {"", "Example:", "  insight help trace"})
final class HelpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** What it takes, where there are these {@code commands}. */
    static PositionalParamSpec parameter(Iterable<String> commands) {
        return PositionalParamSpec.builder()
                .paramLabel("COMMAND")
                .arity("0..1")
                .type(String.class)
                .completionCandidates(commands)
                .description("One of those that 'insight help' lists.")
                .build();
    }

    @Override
    public Integer call() {
        CommandLine here = spec.commandLine();
        CommandLine root = here.getParent();
        @Nullable String name = here.getParseResult().matchedPositionalValue(0, null);
        CommandLine asked = name == null ? root : root.getSubcommands().get(name);
        if (asked == null) {
            throw new ParameterException(
                    here,
                    "there is no command \"" + name + "\"; there are "
                            + String.join(", ", root.getSubcommands().keySet()));
        }
        asked.usage(here.getOut());
        return 0;
    }
}
