package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;

import dev.insight.runner.blackbox.BlackboxConfig;
import dev.insight.runner.blackbox.ProbeModule;
import dev.insight.runner.config.Section.Fields;
import java.util.Map;

/** The keys of the file's {@code blackbox}, and what they make. */
final class BlackboxSection {
    private static final Key<Map<String, ProbeModule>> MODULES_FILE = optional(
            "modules_file",
            new ModulesForm(),
            "grpc, grpc_plain, tcp_connect and the like",
            "a file of modules as blackbox_exporter has it");
    static final Key<Fields> BLACKBOX = optional(
                    "blackbox",
                    Section.of(MODULES_FILE),
                    "/probe for this machine and who authenticates",
                    "what /probe offers, to whoever may read the rest; {} offers the built-in modules")
            .takenUp(TakenUp.RELOAD);

    private BlackboxSection() {}

    /** What the section says, or what is offered without it. */
    static BlackboxConfig read(Fields root) {
        Fields fields = root.get(BLACKBOX);
        Map<String, ProbeModule> modules = fields == null ? null : fields.get(MODULES_FILE);
        return modules == null ? BlackboxConfig.builtIn(root.has(BLACKBOX)) : new BlackboxConfig(true, modules);
    }
}
