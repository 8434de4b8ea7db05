package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CliTest {
    private final Console console = new Console();

    @Test
    void help_fits_a_screen_and_shows_an_example() {
        List<String> commands =
                new ArrayList<>(Cli.create(Terminal.none()).getSubcommands().keySet());
        assertThat(commands).contains("run", "check", "probe", "trace", "diagnose", "archive", "completion", "help");
        commands.add("");
        for (String command : commands) {
            Console asked = new Console();
            assertThat(command.isEmpty() ? asked.run("--help") : asked.run(command, "--help"))
                    .isZero();
            assertThat(asked.out().lines().count()).as(command).isLessThanOrEqualTo(24);
            assertThat(asked.out().lines()).as(command).allMatch(line -> line.length() <= 80);
            assertThat(asked.out()).contains("Example:\n  insight " + command);
            assertThat(footer(command))
                    .as("to be pasted, so in one piece")
                    .allMatch(line -> line.length() < 80)
                    .isSubsetOf(asked.out().lines().toList());
        }
    }

    private static List<String> footer(String command) {
        CommandLine root = Cli.create(Terminal.none());
        CommandLine line = command.isEmpty() ? root : root.getSubcommands().get(command);
        return List.of(line.getCommandSpec().usageMessage().footer());
    }

    @Test
    void command_that_is_named_says_alone_what_it_says_among_all() {
        for (String command :
                new String[] {"--version", "run", "check", "probe", "trace", "diagnose", "archive", "prob"}) {
            CommandLine all = Cli.create(Terminal.none());
            CommandLine alone = Cli.create(Terminal.none(), List.of(command));

            assertThat(alone.getSubcommands().size())
                    .as(command)
                    .isEqualTo(command.equals("--version") ? 0 : command.equals("prob") ? 8 : 1);
            alone.getSubcommands()
                    .forEach((name, line) -> assertThat(line.getUsageMessage())
                            .isEqualTo(all.getSubcommands().get(name).getUsageMessage()));
        }
    }

    @Test
    void help_is_a_command_too() {
        for (List<String> same : List.of(List.of("help"), List.of("help", "trace"))) {
            Console asked = new Console();
            Console option = new Console();
            List<String> other = new ArrayList<>(same.subList(1, same.size()));
            other.add("--help");

            assertThat(asked.run(same.toArray(String[]::new))).isZero();
            assertThat(option.run(other.toArray(String[]::new))).isZero();
            assertThat(asked.out()).isEqualTo(option.out()).isNotEmpty();
        }
        assertThat(Cli.create(Terminal.none(), List.of("help", "trace")).getSubcommands())
                .containsKeys("help", "trace");
        assertThat(console.run("help", "prob")).isEqualTo(2);
        assertThat(console.err()).startsWith("insight: there is no command \"prob\"; there are run, check, probe, ");
    }

    @Test
    void command_list_says_of_each_in_a_line_what_it_is_for() {
        assertThat(console.run("--help")).isZero();
        assertThat(console.out()
                        .lines()
                        .dropWhile(line -> !line.equals("Commands:"))
                        .skip(1)
                        .limit(8))
                .allMatch(line -> line.matches("  [a-z]+ +[A-Z].*\\."));
    }

    @Test
    void version_is_told() {
        assertThat(console.run("--version")).isZero();
        assertThat(console.out()).startsWith("insight ");
    }

    @Test
    void no_command_and_a_mistyped_one_are_wrong_usage() {
        assertThat(console.run()).isEqualTo(2);
        assertThat(console.run("prob")).isEqualTo(2);
        assertThat(console.err())
                .startsWith(
                        "insight: a command is missing, such as run, check, probe, trace or diagnose\nTry 'insight --help'.\n")
                .contains("Did you mean: insight probe");
    }

    @Test
    void what_is_missing_or_too_much_is_said_with_the_cure() {
        console.run("probe");
        console.run("run");
        console.run("probe", "h:1", "h:2");
        console.run("prob");
        console.run("trace", "h:1", "--count", "x");
        assertThat(console.err().lines().filter(line -> line.startsWith("insight: ")))
                .containsExactly(
                        "insight: TARGET is missing, write it like: insight probe gateway.eu.internal:443 --tls"
                                + " --authority payments.sg.internal",
                        "insight: --config FILE is missing, write it like: insight run --config insight.yaml",
                        "insight: \"h:2\" is more than is wanted here; quote what has blanks in it",
                        "insight: there is no command \"prob\"",
                        "insight: --count must be a whole number: x");
    }

    @Test
    void good_file_is_fine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("insight.yaml"),
                "region: eu\ntargets: [{ region: sg, service: payments, address: 'h:1' }]\n");

        assertThat(console.run("check", file.toString())).isZero();
        assertThat(console.out()).isEqualTo(file + ": fine, 1 path from eu" + System.lineSeparator());
    }

    @Test
    void file_without_targets_is_said_to_probe_nothing(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("insight.yaml"), "region: eu\ntargets: []\n");

        assertThat(console.run("check", file.toString())).isZero();
        assertThat(console.out()).isEqualTo(file + ": fine, no path, it probes nothing" + System.lineSeparator());
    }

    @Test
    void bad_file_exits_1_with_every_problem(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("insight.yaml"), "region: e u\ntargts: []\n");

        assertThat(console.run("check", file.toString())).isEqualTo(1);
        assertThat(console.out().lines())
                .containsExactly(
                        file + ":1:1 targets: is missing, write what is to be probed, or [] to probe nothing",
                        file + ":1:9 region: \"e u\" is not a name, write up to 63 letters, digits, _ . - that begin"
                                + " with a letter, digit or _",
                        file + ":2:1 targts: is not a known key, did you mean targets? (what is probed)");
    }

    @Test
    void run_with_a_bad_file_exits_1_with_every_problem(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("insight.yaml"), "region: eu\n");

        assertThat(console.run("run", "--config", file.toString())).isEqualTo(1);
        assertThat(console.err())
                .isEqualTo(file + ":1:1 targets: is missing, write what is to be probed, or [] to probe nothing\n");
    }

    @Test
    void missing_file_is_named() {
        assertThat(console.run("check", "nowhere.yaml")).isEqualTo(1);
        assertThat(console.out()).startsWith("nowhere.yaml: does not exist, name a configuration file");
    }
}
