package dev.insight.runner.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference of the configuration file, made of the keys that it is read by. */
final class ConfigurationPage {
    static final String MODULES = "The file of modules";

    private final StringBuilder page = new StringBuilder();

    /** The page as it is to be committed. */
    static String make(String command) {
        ConfigurationPage made = new ConfigurationPage();
        made.line(
                "<!-- Made from the code; to change it, change the keys in insight-runner/src/main/java/dev/insight/runner/config, or the");
        made.line("texts in insight-runner/src/test/resources/dev/insight/runner/config/reference, and run");
        made.line(command + " -->");
        made.line("# Configuration");
        made.line("");
        made.line(ReferenceTexts.of("intro").strip());
        made.line("");
        made.contents();
        for (Key<?> key : Schema.ROOT.keys()) {
            made.part(key);
        }
        made.modules();
        return made.page.toString();
    }

    private void contents() {
        line("| part | for |");
        line("|---|---|");
        for (Key<?> key : Schema.ROOT.keys()) {
            line("| [`" + key + "`](#" + key + ")" + (key.required ? ", required" : "") + " | " + cell(key.meaning)
                    + " |");
        }
        line("| [" + MODULES.toLowerCase(java.util.Locale.ROOT)
                + "](#the-file-of-modules) | ways to probe for `/probe` |");
    }

    private void part(Key<?> key) {
        TakenUp takenUp = key.takenUp;
        if (takenUp == null) {
            throw new IllegalStateException("when is a change of " + key + " taken up? Add .takenUp(TakenUp.RELOAD) or"
                    + " .takenUp(TakenUp.RESTART) to the key");
        }
        String text = ReferenceTexts.of(key.name);
        section("`" + key + "`", text, () -> rows("", key, takenUp, new HashSet<>(List.of(key.name))));
    }

    private void modules() {
        section(
                MODULES,
                ReferenceTexts.of("modules"),
                () -> ModulesForm.FILE.keys().forEach(key -> rows("", key, TakenUp.RELOAD, new HashSet<>())));
    }

    private void section(String title, String text, Runnable rows) {
        line("");
        line("## " + title);
        line("");
        line(ReferenceTexts.beforeKeys(text));
        line("");
        line("| key | what it does | form | default | change |");
        line("|---|---|---|---|---|");
        rows.run();
        String more = ReferenceTexts.behindKeys(text);
        if (!more.isEmpty()) {
            line("");
            line(more);
        }
    }

    /** A row for {@code key} and for each within it; {@code anchors} are those that are there. */
    private void rows(String path, Key<?> key, TakenUp inherited, Set<String> anchors) {
        String full = Reading.join(path, key.name);
        TakenUp takenUp = key.takenUp == null ? inherited : key.takenUp;
        String anchor = full.replace("[]", "");
        line("| " + (anchors.add(anchor) ? "<a id=\"" + anchor + "\"></a>" : "") + "`" + full + "` | "
                + cell(key.meaning) + " | " + cell(key.form.describe()) + " | " + otherwise(path, key) + " | "
                + takenUp.words + " |");
        key.form.sections().forEach((step, section) -> within(full + step, section, takenUp, anchors));
    }

    private void within(String path, Section section, TakenUp takenUp, Set<String> anchors) {
        List<Key<?>> probed = Schema.PROBED.keys();
        boolean isProbed = section.keys().containsAll(probed);
        boolean isHome = section == Schema.TARGET;
        List<Key<?>> own = new ArrayList<>(section.keys());
        if (isProbed && !isHome) {
            own.removeAll(probed);
        }
        own.forEach(key -> rows(path, key, takenUp, anchors));
        if (isProbed && !isHome) {
            String names = probed.stream().map(key -> "`." + key + "`").collect(Collectors.joining(", "));
            line("| `" + path + "` and " + names + " | how what is found is probed, unless it says otherwise"
                    + " | as in [`targets[]`](#targets.route) | as there | as there |");
        }
    }

    private static String otherwise(String path, Key<?> key) {
        boolean isOfDefaults = Schema.DEFAULTS.keys().contains(key) && !path.equals(Schema.DEFAULT_VALUES.name);
        return isOfDefaults
                ? "[`defaults." + key + "`](#defaults." + key + ")"
                : key.required ? "required" : key.isPreset() ? "`" + key.otherwise + "`" : cell(key.otherwise);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
