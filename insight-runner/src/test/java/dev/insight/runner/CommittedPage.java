package dev.insight.runner;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page of {@code docs/} that the code makes: a test compares what is committed, and with {@code -Dwrite.reference} writes it.
 *
 * @param name the file's name
 * @param test who makes it
 */
public record CommittedPage(String name, Class<?> test) {
    private static final Path DOCS = Path.of("..", "docs");

    /** What writes the page anew. */
    public String command() {
        return "mvn -Dfast -pl insight-runner -am test -Dtest=" + test.getSimpleName()
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dwrite.reference";
    }

    /** Fails, with the first line that differs and the cure, unless the page is {@code content}. */
    public void isCommittedAs(String content) throws IOException {
        Path page = DOCS.resolve(name);
        if (System.getProperty("write.reference") != null) {
            Files.writeString(page, content);
            return;
        }
        compare(
                Files.exists(page) ? Files.readAllLines(page) : List.of(),
                content.lines().toList());
    }

    private void compare(List<String> committed, List<String> made) {
        for (int i = 0; i < Math.max(committed.size(), made.size()); i++) {
            String is = i < committed.size() ? committed.get(i) : "(the end)";
            String should = i < made.size() ? made.get(i) : "(the end)";
            if (!is.equals(should)) {
                fail("docs/%s is not what the code gives, at line %d\nis:        %s\nshould be: %s\nwrite it: %s"
                        .formatted(name, i + 1, is, should, command()));
            }
        }
    }
}
