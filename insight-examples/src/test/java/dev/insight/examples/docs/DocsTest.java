package dev.insight.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the documentation leads where it says. */
class DocsTest {
    private static final Path ROOT = root();

    @Test
    void links_inOurPages_leadToFilesAndHeadingsThatAreThere() throws IOException {
        Map<Path, Page> pages = pages();

        List<String> dead = new ArrayList<>();
        for (Page page : pages.values()) {
            page.links().stream()
                    .filter(link -> !link.matches("[a-z]+:.*"))
                    .filter(link -> !leadsSomewhere(page, link, pages))
                    .forEach(link -> dead.add(ROOT.relativize(page.file()) + ": " + link));
        }

        assertThat(pages).hasSizeGreaterThan(10);
        assertThat(dead).isEmpty();
    }

    /** Alerts and people are sent to these headings. */
    @Test
    void causes_eachOfThem_hasItsHeading() throws IOException {
        Page causes = Page.read(ROOT.resolve("docs/causes.md"));

        assertThat(causes.anchors())
                .containsAll(Stream.of(Cause.values()).map(Cause::label).toList());
    }

    @Test
    void pages_inDocs_areReachedFromTheReadme() throws IOException {
        Map<Path, Page> pages = pages();

        List<Path> reached = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (int i = 0; i < reached.size(); i++) {
            Page page = pages.get(reached.get(i));
            if (page != null) {
                page.links().stream()
                        .filter(link -> !link.matches("[a-z]+:.*"))
                        .map(link -> target(page, link))
                        .filter(file -> pages.containsKey(file) && !reached.contains(file))
                        .forEach(reached::add);
            }
        }

        assertThat(reached)
                .containsAll(pages.keySet().stream()
                        .filter(file -> file.startsWith(ROOT.resolve("docs")))
                        .toList());
    }

    @Test
    void parse_codeAndFences_holdNoLinks() {
        Page page = Page.parse(
                Path.of("a.md"),
                List.of("`[x](no.md)` but [`y`](yes.md#z)", "```", "[z](no.md)", "# no", "```", "![p](p.png)"));

        assertThat(page.links()).containsExactly("yes.md#z", "p.png");
        assertThat(page.anchors()).isEmpty();
    }

    @Test
    void parse_headings_areNamedAsGitHubNamesThem() {
        Page page = Page.parse(
                Path.of("a.md"),
                List.of(
                        "# A `/probe`, instead",
                        "## hop_slow",
                        "## Same",
                        "### Same",
                        "## [Why](b.md) not?",
                        "| <a id=\"a.b\"></a>`a.b` |"));

        assertThat(page.anchors())
                .containsExactlyInAnyOrder("a-probe-instead", "hop_slow", "same", "same-1", "why-not", "a.b");
    }

    private static boolean leadsSomewhere(Page page, String link, Map<Path, Page> pages) {
        Path file = target(page, link);
        int hash = link.indexOf('#');
        if (hash < 0) {
            return Files.exists(file);
        }
        Page found = pages.get(file);
        return found != null && found.anchors().contains(link.substring(hash + 1));
    }

    private static Path target(Page page, String link) {
        String name = link.replaceFirst("#.*", "");
        return name.isEmpty() ? page.file() : page.file().resolveSibling(name).normalize();
    }

    private static Map<Path, Page> pages() throws IOException {
        Map<Path, Page> pages = new LinkedHashMap<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean isOurs = directory.equals(ROOT)
                        || !(name.equals("target") || name.equals("src") || name.startsWith("."));
                return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".md")) {
                    pages.put(file, Page.read(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }

    private static Path root() {
        try {
            Path directory = Path.of("").toRealPath();
            while (!Files.exists(directory.resolve("GLOSSARY.md"))) {
                directory = directory.getParent();
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
