package dev.insight.runner.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        customSynopsis = "insight completion bash|zsh|fish",
        description = "Prints what lets a shell complete commands with Tab.",
        footer = {
            "",
            "Once, for all shells that are started from then on:",
            "  bash  insight completion bash > ~/.local/share/bash-completion/completions/insight",
            "  zsh   echo 'source <(insight completion zsh)' >> ~/.zshrc",
            "  fish  insight completion fish > ~/.config/fish/completions/insight.fish",
            "",
            "Example:",
            "  insight completion bash > insight.bash; source insight.bash"
        })
final class CompletionCommand implements Callable<Integer> {
    /** For which shells there is one. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "Which shell: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Shell shell;

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        spec.commandLine()
                .getOut()
                .print(switch (shell) {
                    case BASH -> BashCompletion.of(root);
                    case ZSH -> "autoload -Uz compinit bashcompinit\n"
                            + "whence compdef > /dev/null || compinit\nbashcompinit\n" + BashCompletion.of(root);
                    case FISH -> FishCompletion.of(root);
                });
        spec.commandLine().getOut().flush();
        return 0;
    }
}
