package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;

import com.google.re2j.Pattern;
import dev.insight.runner.blackbox.QueryStep;
import dev.insight.runner.config.Section.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** One entry of a module's {@code query_response}. */
record QueryStepForm() implements Form<QueryStep> {
    private static final Key<Pattern> EXPECT =
            optional("expect", ModuleScalars.pattern(), "no wait", "what a line must have in it");
    private static final Key<String> EXPECT_BYTES =
            optional("expect_bytes", ModuleScalars.bytes(), "no wait", "what must come next");
    private static final Key<String> SEND =
            optional("send", ModuleScalars.bytes(), "nothing", "a line to send; ${1} is what expect has found");
    private static final Key<Boolean> START_TLS =
            preset("starttls", ModuleScalars.bool(), "false", "secures the connection now");
    private static final Key<String> NAME = Key.required("name", Scalars.label(), "the label's name");
    private static final Key<String> VALUE =
            Key.required("value", ModuleScalars.bytes(), "its value; ${1} is what expect has found");
    private static final Key<List<Fields>> LABELS = optional(
            "labels",
            new OrEmpty<>(new ListForm<>(Section.of(NAME, VALUE), 64), List.of()),
            "none",
            "labels of probe_expect_info; goes with expect");
    private static final Section FORM = Section.of(EXPECT, EXPECT_BYTES, SEND, START_TLS, LABELS);

    @Override
    public @Nullable QueryStep read(Node node, String key, Reading reading) {
        Fields fields = FORM.read(node, key, reading);
        if (fields == null) {
            return null;
        }
        if (fields.has(LABELS) && !fields.has(EXPECT)) {
            reading.problem(fields.at(LABELS), fields.path(LABELS), "goes with expect, add that or remove this");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Fields label : fields.get(LABELS, List.of())) {
            String name = label.get(NAME);
            if (name != null && labels.putIfAbsent(name, label.get(VALUE, "")) != null) {
                reading.problem(label.at, label.path, "is the label " + name + " a second time, keep one");
            }
        }
        return new QueryStep(
                fields.get(EXPECT),
                fields.get(EXPECT_BYTES, ""),
                labels,
                fields.get(SEND, ""),
                fields.orPreset(START_TLS));
    }

    @Override
    public Map<String, Section> sections() {
        return FORM.sections();
    }

    @Override
    public String describe() {
        return "mapping";
    }
}
