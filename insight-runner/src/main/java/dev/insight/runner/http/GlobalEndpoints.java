package dev.insight.runner.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.global.GlobalSnapshot;
import dev.insight.runner.view.GlobalText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is served of the global view. Thread-safe. */
final class GlobalEndpoints {
    private static final String NONE = "this runner has no global view; name a Prometheus that has what all regions"
            + " measure, or a Thanos Query, in its configuration: global: { prometheus: \"http://thanos-query:9090\" }\n";

    private final JsonFactory json = new JsonFactory();
    private final @Nullable Supplier<GlobalSnapshot> view;

    GlobalEndpoints(@Nullable Supplier<GlobalSnapshot> view) {
        this.view = view;
    }

    void json(Reply reply) throws IOException {
        if (view == null) {
            reply.text(404, NONE);
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(body)) {
            GlobalJson.write(view.get(), out);
        }
        reply.whole(200, "application/json", body.toByteArray());
    }

    void text(Reply reply) throws IOException {
        reply.text(view == null ? 404 : 200, view == null ? NONE : GlobalText.render(view.get()));
    }
}
