package dev.insight.runner.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        customSynopsis = "insight completion bash|zsh|fish",
        description = "Prints what lets a shell complete commands with Tab.",
        footer = {
            "",
            "Once, for all shells that are started from then on. For bash:",
            "  mkdir -p ~/.local/share/bash-completion/completions",
            "  insight completion bash > ~/.local/share/bash-completion/completions/insight",
            "For zsh:",
            "  echo 'source <(insight completion zsh)' >> ~/.zshrc",
            "For fish:",
            "  mkdir -p ~/.config/fish/completions",
            "  insight completion fish > ~/.config/fish/completions/insight.fish",
            "",
            "Example:",
            "  insight completion bash > insight.bash; source insight.bash"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    /** For which shells there is one. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", completionCandidates = Shells.class, description = "bash, zsh or fish.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String shell;

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        String script = switch (shell) {
            case "bash" -> BashCompletion.of(root);
            case "zsh" ->
                "autoload -Uz compinit bashcompinit\nwhence compdef > /dev/null || compinit\nbashcompinit\n"
                        + BashCompletion.of(root);
            case "fish" -> FishCompletion.of(root);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "SHELL must be one of " + String.join(", ", SHELLS) + ": " + shell);
        };
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
