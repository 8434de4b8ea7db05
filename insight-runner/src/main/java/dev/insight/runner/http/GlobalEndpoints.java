package dev.insight.runner.http;

import dev.insight.runner.global.GlobalSnapshot;
import dev.insight.runner.view.GlobalText;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is served of the global view. Thread-safe. */
final class GlobalEndpoints {
    private static final String NONE = "this runner has no global view; name a Prometheus that has what all regions"
            + " measure, or a Thanos Query, in its configuration: global: { prometheus: \"http://thanos-query:9090\" }\n";

    private final @Nullable Supplier<GlobalSnapshot> view;

    GlobalEndpoints(@Nullable Supplier<GlobalSnapshot> view) {
        this.view = view;
    }

    void json(Reply reply) throws IOException {
        if (view == null) {
            reply.text(404, NONE);
            return;
        }
        GlobalSnapshot now = view.get();
        reply.json(out -> GlobalJson.write(now, out));
    }

    void text(Reply reply) throws IOException {
        reply.text(view == null ? 404 : 200, view == null ? NONE : GlobalText.render(view.get()));
    }
}
