package dev.insight.runner.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong usage in a sentence with its cure, where picocli has none. Pure. */
final class Misuse {
    private static final Pattern NO_NUMBER =
            Pattern.compile("Invalid value for option '(--[a-z-]+)'.*: '(.*)' is not an? (?:int|long)");

    private Misuse() {}

    static String of(ParameterException e) {
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing.getMissing().stream().map(Misuse::name).collect(Collectors.joining(" and "))
                    + (missing.getMissing().size() == 1 ? " is" : " are") + " missing"
                    + example(e.getCommandLine().getCommandSpec());
        }
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String argument = "\"" + unmatched.getUnmatched().get(0) + "\"";
            return isRoot(e.getCommandLine())
                    ? "there is no command " + argument
                    : argument + " is more than is wanted here; quote what has blanks in it";
        }
        Matcher number = NO_NUMBER.matcher(String.valueOf(e.getMessage()));
        return number.matches()
                ? number.group(1) + " must be a whole number: " + number.group(2)
                : String.valueOf(e.getMessage());
    }

    private static boolean isRoot(CommandLine line) {
        return line.getParent() == null;
    }

    private static String name(ArgSpec argument) {
        return argument.isOption()
                ? ((OptionSpec) argument).longestName() + " " + argument.paramLabel()
                : argument.paramLabel();
    }

    /** As help shows it. */
    private static String example(CommandSpec command) {
        return Arrays.stream(command.usageMessage().footer())
                .filter(line -> line.startsWith("  insight "))
                .findFirst()
                .map(line -> ", write it like: " + line.strip())
                .orElse("");
    }
}
