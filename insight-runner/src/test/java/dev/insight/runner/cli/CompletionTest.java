package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** By a real bash, asked as it asks when Tab is pressed at the end of a line. */
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
    void zsh_isTaughtToDoAsBash() {
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
}
