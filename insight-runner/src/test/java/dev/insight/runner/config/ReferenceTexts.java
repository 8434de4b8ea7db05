package dev.insight.runner.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of each part of the file beside its keys: a Markdown text for each, whose first example comes before the keys. */
final class ReferenceTexts {
    private static final String FENCE = "```\n";
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```\n", Pattern.DOTALL);

    private ReferenceTexts() {}

    /** @throws IllegalStateException if there is none, or no example in it; the message says where to write it */
    static String of(String part) {
        String name = "reference/" + part + ".md";
        try (InputStream in = ReferenceTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "nothing is said of " + part + ": write an example and a sentence or two to"
                                + " insight-runner/src/test/resources/dev/insight/runner/config/" + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (examples(text).isEmpty()) {
                throw new IllegalStateException(name + " has no example, write one between ```yaml and ```");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to and with the first example. */
    static String beforeKeys(String text) {
        return text.substring(0, end(text)).strip();
    }

    static String behindKeys(String text) {
        return text.substring(end(text)).strip();
    }

    private static int end(String text) {
        int begin = text.indexOf("```yaml\n");
        return text.indexOf(FENCE, begin + 4) + FENCE.length();
    }

    /** The content of every block of YAML in {@code markdown}. */
    static List<String> examples(String markdown) {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(markdown);
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        return examples;
    }
}
