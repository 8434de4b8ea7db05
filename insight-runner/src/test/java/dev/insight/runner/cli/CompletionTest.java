package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** By real shells, asked as they ask when Tab is pressed at the end of a line: bash, and zsh and fish where they are installed. */
@EnabledOnOs(OS.LINUX)
class CompletionTest {
    /** Cuts a line into words as readline does, and lets the function that is registered for the first complete the last. */
    private static final String TAB = """
            . "$1"
            COMP_LINE=$2 COMP_POINT=${#2}
            COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
            spaced=${2//=/ = }
            spaced=${spaced//@/ @}
            read -r -a COMP_WORDS <<< "$spaced"
            [[ $2 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            function=$(complete -p insight)
            function=${function#*-F }
            "${function%% *}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /** Writes what stands on the line of a zsh, which has a terminal of its own, once Tab was pressed. */
    private static final String ZSH_TAB = """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -D; source ${(q)1}"
            zpty -w shell "told() { print -r -- \\"\\$BUFFER\\" > ${(q)3}; exit }; zle -N told; bindkey '^X' told; print READY"
            zpty -r shell said '*READY*READY*'
            zpty -w -n shell "$2"$'\\t\\x18'
            zpty -r shell said '*NEVER*'
            """;

    @TempDir
    Path directory;

    private Path script;

    @Command(name = "lab")
    static final class Lab implements Runnable {
        @Option(names = "--fault", completionCandidates = Faults.class)
        @SuppressWarnings("unused") // picocli sets it
        private String fault = "";

        @Option(names = "--secret", hidden = true)
        @SuppressWarnings("unused") // picocli sets it
        private String secret = "";

        @Override
        public void run() {}
    }

    static final class Faults implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("slow@gw-eu", "slow@gw-sg", "down@gw-eu", "cut@gw-eu>gw-sg")
                    .iterator();
        }
    }

    @BeforeEach
    void print() throws IOException {
        script = Files.writeString(directory.resolve("insight.bash"), printed("bash"));
    }

    @Test
    void commands_areCompleted() throws Exception {
        assertThat(tab("insight ")).contains("run", "probe", "trace", "completion", "lab");
        assertThat(tab("insight pr")).containsExactly("probe");
    }

    @Test
    void options_areThoseOfTheirCommand_andNoneThatIsHidden() throws Exception {
        assertThat(tab("insight probe --tls")).containsExactly("--tls", "--tls-ca", "--tls-cert", "--tls-key");
        assertThat(tab("insight trace h:1 --co")).containsExactly("--count");
        assertThat(tab("insight probe h:1 --co")).containsExactly("");
        assertThat(tab("insight lab ")).containsExactly("--fault", "--help");
        assertThat(tab("insight --ver")).containsExactly("--version");
    }

    @Test
    void files_areOfferedWhereAFileIsMeant() throws Exception {
        Files.createFile(directory.resolve("a config.yaml"));

        assertThat(tab("insight run --config " + directory + "/a")).containsExactly(directory + "/a config.yaml");
        assertThat(tab("insight run --config=" + directory + "/a")).containsExactly(directory + "/a config.yaml");
        assertThat(tab("insight check " + directory + "/insi")).containsExactly(script.toString());
        assertThat(tab("insight probe --route " + directory + "/insi")).containsExactly("");
    }

    @Test
    void values_areCompletedBehindWhatBashCutsOff() throws Exception {
        assertThat(tab("insight help pr")).containsExactly("probe");
        assertThat(tab("insight help la")).containsExactly("lab");
        assertThat(tab("insight completion ")).containsExactlyInAnyOrder("bash", "zsh", "fish");
        assertThat(tab("insight lab --fault "))
                .containsExactly("slow@gw-eu", "slow@gw-sg", "down@gw-eu", "cut@gw-eu\\>gw-sg");
        assertThat(tab("insight lab --fault slow@gw-s")).containsExactly("@gw-sg");
        assertThat(tab("insight lab --fault cut@gw-eu\\>")).containsExactly("@gw-eu\\>gw-sg");
        assertThat(tab("insight lab --fault=do")).containsExactly("down@gw-eu");
    }

    @Test
    void fish_isToldCommandsOptionsAndWhatTheyAreFor() {
        assertThat(printed("fish"))
                .contains("complete -c insight -n __fish_use_subcommand -a check -d 'Checks a configuration file")
                .contains(
                        "complete -c insight -n '__fish_seen_subcommand_from trace' -l count -x -d 'End after so many")
                .contains("complete -c insight -n '__fish_seen_subcommand_from run' -l config -r -F -d ")
                .contains("complete -c insight -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n")
                .doesNotContain("secret");
    }

    @Test
    void fish_completesAsItWasTold() throws Exception {
        assumeTrue(succeeds("fish", "-c", "true"), "there is no fish here");
        Files.createFile(directory.resolve("a config.yaml"));

        assertThat(fishTab("insight pr")).containsExactly("probe");
        assertThat(fishTab("insight probe h:1 --tls"))
                .containsExactlyInAnyOrder("--tls", "--tls-ca", "--tls-cert", "--tls-key");
        assertThat(fishTab("insight completion ")).containsExactlyInAnyOrder("bash", "zsh", "fish");
        assertThat(fishTab("insight lab --fault slow@gw-s")).containsExactly("slow@gw-sg");
        assertThat(fishTab("insight lab --fault cut")).containsExactly("cut@gw-eu>gw-sg");
        assertThat(fishTab("insight run --config " + directory + "/a")).containsExactly(directory + "/a config.yaml");
        assertThat(fishTab("insight trace h:1 --sec")).containsExactly("");
    }

    @Test
    void zsh_completesAsBashDoes() throws Exception {
        assumeTrue(succeeds("zsh", "-fc", "zmodload zsh/zpty"), "there is no zsh here");
        Files.createFile(directory.resolve("a config.yaml"));

        assertThat(zshTab("insight pr")).isEqualTo("insight probe ");
        assertThat(zshTab("insight trace h:1 --co")).isEqualTo("insight trace h:1 --count ");
        assertThat(zshTab("insight lab --fault slow@gw-s")).isEqualTo("insight lab --fault slow@gw-sg ");
        assertThat(zshTab("insight lab --fault=do")).isEqualTo("insight lab --fault=down@gw-eu ");
        for (String option : List.of("--config ", "--config=")) {
            assertThat(zshTab("insight run " + option + directory + "/a"))
                    .isEqualTo("insight run " + option + directory + "/a\\ config.yaml ");
        }
        assertThat(zshTab("insight trace h:1 --sec")).isEqualTo("insight trace h:1 --sec");
    }

    @Test
    void zsh_isGivenTheScriptOfBash() {
        assertThat(printed("zsh"))
                .startsWith("autoload -Uz compinit bashcompinit\n")
                .endsWith(printed("bash"));
    }

    @Test
    void otherShells_areWrongUsage() {
        Console console = new Console();

        assertThat(console.run("completion", "tcsh")).isEqualTo(2);
        assertThat(console.err()).startsWith("insight: SHELL must be one of bash, zsh, fish: tcsh\n");
    }

    private static String printed(String shell) {
        StringWriter out = new StringWriter();
        int code = Cli.create(Terminal.none(), new Lab())
                .setOut(new PrintWriter(out))
                .execute("completion", shell);
        assertThat(code).isZero();
        return out.toString();
    }

    private List<String> tab(String line) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "--norc", "-c", TAB, "bash", script.toString(), line)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return List.of(said.stripTrailing().split("\n", -1));
    }

    private List<String> fishTab(String line) throws IOException, InterruptedException {
        String fish = Files.writeString(directory.resolve("insight.fish"), printed("fish"))
                .toString();
        Path said = directory.resolve("said");
        run(said, "fish", "-N", "-c", "source $argv[1]; complete -C $argv[2]", fish, line);
        return Arrays.stream(Files.readString(said).stripTrailing().split("\n", -1))
                .map(each -> each.split("\t", -1)[0]) // behind it stands what it is for
                .toList();
    }

    private String zshTab(String line) throws IOException, InterruptedException {
        String zsh = Files.writeString(directory.resolve("insight.zsh"), printed("zsh"))
                .toString();
        Path told = directory.resolve("told");
        run(directory.resolve("said"), "zsh", "-f", "-c", ZSH_TAB, "zsh", zsh, line, told.toString());
        return Files.readString(told).replaceFirst("\n$", "");
    }

    private static void run(Path said, String... command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean isOver = shell.waitFor(60, TimeUnit.SECONDS);
        shell.destroyForcibly();
        assertThat(isOver).as(Files.readString(said)).isTrue();
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
