package dev.insight.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes and those they started. */
@Timeout(60)
class ChildrenTest {
    /** Starts a child, says its id, and waits. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            Children.endWithParent();
            Process child = Children.start(new ProcessBuilder("sleep", "600"));
            System.out.println(child.pid());
            child.waitFor();
        }
    }

    private static Process parent() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle child(Process parent) throws IOException {
        BufferedReader said = parent.inputReader();
        return ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
    }

    @Test
    void a_process_that_is_ended_takes_its_children_with_it() throws Exception {
        Process parent = parent();
        ProcessHandle child = child(parent);
        parent.destroy();

        assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_process_whose_parent_is_gone_ends_and_takes_its_children_with_it() throws Exception {
        Process parent = parent();
        ProcessHandle child = child(parent);
        parent.getOutputStream().close(); // as it is when who started it is killed

        assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }
}
