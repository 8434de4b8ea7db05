package dev.insight.runner.cli;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which shows what each option is for. Pure. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandSpec root) {
        StringBuilder text = new StringBuilder("""
                # Completion of insight for fish, as printed by 'insight completion fish'.
                complete -c insight -f
                """);
        options(text, root, "__fish_use_subcommand");
        Completable.commands(root).forEach((name, command) -> {
            String sentence = Completable.sentence(command.usageMessage().description());
            text.append("complete -c insight -n __fish_use_subcommand -a ")
                    .append(name)
                    .append(" -d ")
                    .append(quoted(sentence))
                    .append('\n');
            String here = quoted("__fish_seen_subcommand_from " + name);
            options(text, command, here);
            for (ArgSpec parameter : Completable.parameters(command)) {
                if (Completable.isFile(parameter)) {
                    text.append("complete -c insight -n ").append(here).append(" -F\n");
                } else if (!Completable.values(parameter).isEmpty()) {
                    text.append("complete -c insight -n ")
                            .append(here)
                            .append(words(parameter))
                            .append('\n');
                }
            }
        });
        return text.toString();
    }

    private static void options(StringBuilder text, CommandSpec command, String condition) {
        for (OptionSpec option : Completable.options(command)) {
            text.append("complete -c insight -n ").append(condition);
            for (String name : option.names()) {
                text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            if (Completable.takesValue(option)) {
                text.append(Completable.isFile(option) ? " -r -F" : " -x").append(words(option));
            }
            text.append(" -d ")
                    .append(quoted(Completable.sentence(option.description())))
                    .append('\n');
        }
    }

    private static String words(ArgSpec argument) {
        List<String> values = Completable.values(argument);
        // Fish reads the list as it reads a command, where a link's > would be a redirection.
        return values.isEmpty() ? "" : " -a " + quoted(String.join(" ", values).replace(">", "\\>"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
