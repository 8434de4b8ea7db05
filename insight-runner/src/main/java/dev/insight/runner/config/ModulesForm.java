package dev.insight.runner.config;

import dev.insight.runner.blackbox.ProbeModule;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The name of a file of modules as blackbox_exporter has it; its problems are told with their places in that file. */
record ModulesForm() implements Form<Map<String, ProbeModule>> {
    private static final Key<Map<String, ProbeModule>> MODULES =
            Key.required("modules", new MapForm<>("name", name -> {}, new ModuleForm()), "ways to probe, by name");
    /** What stands in that file. */
    static final Section FILE = Section.of(MODULES);

    @Override
    public @Nullable Map<String, ProbeModule> read(Node node, String key, Reading reading) {
        Text name = Text.read(node, key, reading);
        if (name == null || FileForms.file().read(node, key, reading) == null) {
            return null;
        }
        Reading modules = reading.foreign(name.value());
        String text = ConfigFile.text(modules.file(), modules);
        Node root = text == null ? null : YamlTree.compose(text, modules);
        Section.Fields fields = root == null ? null : FILE.read(MergeKeys.resolved(root), "", modules);
        reading.include(modules);
        return fields == null ? null : fields.get(MODULES);
    }

    @Override
    public String describe() {
        return "file";
    }
}
