package dev.insight.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown: where it leads, and where one can be led to in it, as GitHub names the places. Immutable.
 *
 * @param file where it lies
 * @param links what stands in brackets behind a text or a picture's, fenced and quoted code left out
 * @param anchors of its headings, and those that it sets itself
 */
record Page(Path file, List<String> links, Set<String> anchors) {
    private static final Pattern FENCE = Pattern.compile("^\\s*```");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+(?:\\([^()]*\\))?)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern OWN_ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    Page {
        links = List.copyOf(links);
        anchors = Set.copyOf(anchors);
    }

    static Page read(Path file) throws IOException {
        return parse(file, Files.readAllLines(file));
    }

    static Page parse(Path file, List<String> lines) {
        List<String> links = new ArrayList<>();
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        boolean isFenced = false;
        for (String line : lines) {
            if (FENCE.matcher(line).find()) {
                isFenced = !isFenced;
            } else if (!isFenced) {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    anchors.add(anchor(heading.group(1), seen));
                }
                Matcher own = OWN_ANCHOR.matcher(line);
                while (own.find()) {
                    anchors.add(own.group(1));
                }
                // A link's text may be code; where it leads never is.
                Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("code"));
                while (link.find()) {
                    links.add(link.group(1));
                }
            }
        }
        return new Page(file, links, anchors);
    }

    /** The second heading of the same words ends in -1. */
    private static String anchor(String heading, Map<String, Integer> seen) {
        String text = heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1");
        String anchor = NOT_IN_ANCHORS
                .matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        return before == 0 ? anchor : anchor + "-" + before;
    }
}
