package dev.insight.runner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code insight}. */
public final class Cli {
    private static final String COMPLETION = "completion";
    private static final String HELP = "help";

    private Cli() {}

    /** The command line with all its commands and {@code more} of picocli's, for output to {@code terminal}. */
    public static CommandLine create(Terminal terminal, Object... more) {
        List<Object> commands = new ArrayList<>();
        commands(terminal).values().forEach(command -> commands.add(command.get()));
        commands.addAll(List.of(more));
        return of(terminal, commands);
    }

    /**
     * The command line for these arguments: where they begin with a command, without the others, whose options would be
     * collected by reflection for nothing, for a quarter of what a short command takes.
     */
    public static CommandLine create(Terminal terminal, List<String> arguments) {
        if (arguments.equals(List.of("--version"))) {
            return of(terminal, List.of());
        }
        Supplier<Object> named = arguments.isEmpty() ? null : commands(terminal).get(arguments.get(0));
        // What completes commands has to know them all, and what helps with any.
        return named == null || List.of(COMPLETION, HELP).contains(arguments.get(0))
                ? create(terminal)
                : of(terminal, List.of(named.get()));
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("probe", () -> new ProbeCommand(terminal));
        commands.put("trace", () -> new TraceCommand(terminal));
        commands.put("diagnose", () -> new DiagnoseCommand(terminal));
        commands.put("archive", ArchiveCommand::new);
        commands.put(COMPLETION, CompletionCommand::new);
        commands.put(HELP, HelpCommand::new);
        return commands;
    }

    private static CommandLine of(Terminal terminal, List<Object> commands) {
        CommandLine root = new CommandLine(new Root());
        commands.forEach(root::addSubcommand);
        root.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().addOption(help()));
        CommandLine help = root.getSubcommands().get(HELP);
        if (help != null) {
            help.getCommandSpec()
                    .addPositional(HelpCommand.parameter(root.getSubcommands().keySet()));
        }
        return root.setColorScheme(
                        CommandLine.Help.defaultColorScheme(terminal.style().colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpLongOptionsMaxWidth(30)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> misused(e))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
    }

    /**
     * Runs {@code line} on this process's standard output and returns the exit code: a command whose output could not be
     * written has failed, unless the reader just had enough, as {@code head} has.
     */
    public static int execute(CommandLine line, String... args) {
        PrintWriter out = Output.writer();
        int code = line.setOut(out).execute(args);
        out.flush(); // it does so by itself at the ends of lines that are printed as such only
        String failure = Output.failure();
        if (failure == null) {
            return code;
        }
        line.getErr().println("insight: cannot write the output: " + failure);
        return code == CommandLine.ExitCode.OK ? CommandLine.ExitCode.SOFTWARE : code;
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build();
    }

    /** Says what is wrong in one line, and where help is: a screen of usage would push it out of sight. */
    private static int misused(ParameterException e) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("insight: " + Misuse.of(e));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine line) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        String what = e instanceof Failure || e instanceof IOException
                ? message
                : "unexpected " + e.getClass().getSimpleName() + ": " + message;
        line.getErr().println("insight: " + what);
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Command(
            name = "insight",
            description = "Tells where calls between regions spend their time, hop by hop.",
            synopsisSubcommandLabel = "COMMAND",
            versionProvider = Version.class,
            mixinStandardHelpOptions = true,
            commandListHeading = "%nCommands:%n",
            footer = {
                "",
                "Example:",
                "  insight probe gateway.eu.internal:443 --tls --authority payments.sg.internal",
                "",
                "In a checkout, 'insight demo' shows it all on this machine.",
                "Exit codes: 0 fine, 1 the thing checked is not fine, 2 wrong usage."
            })
    static final class Root implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(), "a command is missing, such as run, check, probe, trace or diagnose");
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"insight " + (version == null ? "(built from source)" : version)};
        }
    }
}
