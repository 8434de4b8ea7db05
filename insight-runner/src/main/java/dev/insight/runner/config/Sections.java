package dev.insight.runner.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the mappings within a form are found. */
final class Sections {
    private Sections() {}

    /** Those of {@code form}, which stands behind {@code step}. */
    static Map<String, Section> behind(String step, Form<?> form) {
        Map<String, Section> sections = new LinkedHashMap<>();
        form.sections().forEach((more, section) -> sections.put(step + more, section));
        return sections;
    }
}
