package dev.insight.runner.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for bash, and for zsh where it does as bash. Pure. */
final class BashCompletion {
    private static final String HEAD = """
            # Completion of insight for bash, as printed by 'insight completion bash'.
            _insight() {
                local line=${COMP_LINE:0:$COMP_POINT} IFS=$'\n'
                # The word as the user sees it: bash cuts it at = and @ too, and wants only what is behind them.
                local cur=${line##*[ ]} words=() word command= option prefix= kept
                local before=${line%"$cur"}
                before=${before%"${before##*[! ]}"}
                option=${before##* }
                for word in "${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
                    case $word in
            """;

    private static final String MIDDLE = """
                    esac
                done
                if [[ $cur == --*=* ]]; then
                    option=${cur%%=*}
                    [[ -n ${BASH_VERSION:-} ]] || prefix=$option=
                    cur=${cur#*=}
                fi
                case $command:$option in
            """;

    private static final String TAIL = """
                case ${cur:0:1}:$command in
            """;

    private static final String FOOT = """
                esac
                _insight_reply "${words[@]}"
            }

            _insight_reply() {
                # A link's > is the shell's unless a backslash stands before it.
                cur=${cur//\\\\>/>}
                COMPREPLY=($(compgen -P "$prefix" -W "$*" -- "$cur"))
                if [[ -n ${BASH_VERSION:-} && $cur == *@* && $COMP_WORDBREAKS == *@* ]]; then
                    kept=${cur%@*}
                    COMPREPLY=("${COMPREPLY[@]#"$kept"}")
                fi
                COMPREPLY=("${COMPREPLY[@]//>/\\\\>}")
            }

            _insight_files() {
                if [[ -z $prefix ]]; then
                    compopt -o filenames 2> /dev/null
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return
                fi
                # zsh's compgen knows the whole word only, with the option before the file.
                for word in "$cur"*; do
                    [[ ! -e $word ]] || COMPREPLY+=("$prefix$word")
                done
            }

            complete -F _insight insight
            """;

    private BashCompletion() {}

    static String of(CommandSpec root) {
        Map<String, CommandSpec> commands = Completable.commands(root);
        StringBuilder text = new StringBuilder(HEAD);
        line(text, 3, String.join(" | ", commands.keySet()) + ") [[ -n $command ]] || command=$word ;;");
        text.append(MIDDLE);
        commands.forEach((name, command) -> values(text, name, command));
        line(text, 1, "esac");
        text.append(TAIL);
        commands.forEach((name, command) -> line(text, 2, "-:" + name + ") words=(" + options(command) + ") ;;"));
        line(text, 2, "-:*) words=(" + options(root) + ") ;;");
        commands.forEach((name, command) -> parameters(text, name, command));
        line(text, 2, "*:) words=(" + String.join(" ", commands.keySet()) + ") ;;");
        return text.append(FOOT).toString();
    }

    /** What an option's value may be: files, words, or nothing that could be known. */
    private static void values(StringBuilder text, String command, CommandSpec spec) {
        List<String> files = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (OptionSpec option : Completable.options(spec)) {
            String pattern = option.names().length == 0 ? "" : command + ":" + option.longestName();
            if (!Completable.takesValue(option)) {
                continue;
            }
            if (Completable.isFile(option)) {
                files.add(pattern);
            } else if (Completable.values(option).isEmpty()) {
                others.add(pattern);
            } else {
                line(text, 2, pattern + ") _insight_reply " + words(option) + "; return ;;");
            }
        }
        if (!files.isEmpty()) {
            line(text, 2, String.join(" | ", files) + ") _insight_files; return ;;");
        }
        if (!others.isEmpty()) {
            line(text, 2, String.join(" | ", others) + ") return ;;");
        }
    }

    private static void parameters(StringBuilder text, String command, CommandSpec spec) {
        if (spec.positionalParameters().isEmpty()) {
            line(text, 2, "*:" + command + ") words=(" + options(spec) + ") ;;");
        }
        for (ArgSpec parameter : Completable.parameters(spec)) {
            if (Completable.isFile(parameter)) {
                line(text, 2, "*:" + command + ") _insight_files; return ;;");
            } else if (!Completable.values(parameter).isEmpty()) {
                line(text, 2, "*:" + command + ") words=(" + words(parameter) + ") ;;");
            }
        }
    }

    private static String options(CommandSpec command) {
        return Completable.options(command).stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(" "));
    }

    private static String words(ArgSpec argument) {
        return Completable.values(argument).stream()
                .map(value -> "'" + value + "'")
                .collect(Collectors.joining(" "));
    }

    private static void line(StringBuilder text, int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }
}
