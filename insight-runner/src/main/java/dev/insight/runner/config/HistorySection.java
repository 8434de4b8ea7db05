package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;

import dev.insight.runner.config.Section.Fields;
import dev.insight.runner.history.HistoryConfig;

/** The keys of the file's {@code history}, and what they make. */
final class HistorySection {
    private static final Key<Long> MEMORY = optional(
            "memory",
            new ScalarForm<>(
                    SizeText.range(HistoryConfig.LEAST_BYTES),
                    (text, reading) -> SizeText.parse(text.value(), text.quoted(), HistoryConfig.LEAST_BYTES)),
            "a quarter of the largest heap, less for many paths, at least 16MiB",
            "what the last day of all paths may take together; of more, the oldest goes first");
    static final Key<Fields> HISTORY = optional(
                    "history", Section.of(MEMORY), "the last 24 hours", "what is kept of the past")
            .takenUp(TakenUp.RESTART);

    private HistorySection() {}

    /** What the section says, or what holds without it. */
    static HistoryConfig read(Fields root) {
        Fields fields = root.get(HISTORY);
        Long memory = fields == null ? null : fields.get(MEMORY);
        return memory == null ? HistoryConfig.otherwise() : new HistoryConfig(memory);
    }
}
