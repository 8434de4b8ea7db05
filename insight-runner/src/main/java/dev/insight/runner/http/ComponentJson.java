package dev.insight.runner.http;

import static dev.insight.runner.replay.JsonNumbers.millis;
import static dev.insight.runner.replay.JsonNumbers.seconds;
import static dev.insight.runner.replay.JsonNumbers.share;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.probe.PathId;
import dev.insight.runner.store.ComponentNamesake;
import dev.insight.runner.store.ComponentPath;
import dev.insight.runner.store.ComponentSnapshot;
import dev.insight.runner.store.CpuHistory;
import dev.insight.runner.store.CpuSnapshot;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.InstanceSnapshot;
import dev.insight.runner.store.PathStore;
import dev.insight.runner.store.Spread;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Components as JSON. */
final class ComponentJson {
    private ComponentJson() {}

    /** Writes all components of {@code store}, with the open incidents that blame them. */
    static void writeAll(PathStore store, JsonGenerator out) throws IOException {
        List<IncidentSnapshot> incidents = store.incidents();
        out.writeStartObject();
        out.writeArrayFieldStart("components");
        for (ComponentSnapshot component : store.components().all()) {
            out.writeStartObject();
            writeHead(component, incidents, out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Writes all that {@code store} knows of {@code component}. */
    static void writeDetail(ComponentSnapshot component, PathStore store, JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeHead(component, store.incidents(), out);
        out.writeArrayFieldStart("by_path");
        for (ComponentPath path : component.paths()) {
            out.writeStartObject();
            out.writeStringField("id", path.path().toString());
            out.writeStringField("url", PathJson.url(path.path()));
            writeSpread("recent", path.recent(), out);
            writeSpread("queue", path.queue(), out);
            writeSpread("baseline", path.usual(), out);
            writeChange(path.recent(), path.usual(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        writeNamesakes(component, out);
        out.writeArrayFieldStart("instances");
        for (ComponentNamesake namesake : component.namesakes()) {
            for (InstanceSnapshot instance : store.components().instances(namesake.key())) {
                writeInstance(instance, component.isOne() ? null : namesake.key(), component.cpu(), out);
            }
        }
        out.writeEndArray();
        out.writeArrayFieldStart("cpu_history");
        for (CpuHistory history : store.components().cpuHistories(component.name())) {
            writeHistory(history, out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** The things that the name means, none where it means one. */
    private static void writeNamesakes(ComponentSnapshot component, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("by_namesake");
        for (ComponentNamesake namesake : component.isOne() ? List.<ComponentNamesake>of() : component.namesakes()) {
            out.writeStartObject();
            out.writeStringField("of", namesake.key());
            out.writeArrayFieldStart("paths");
            for (PathId path : namesake.paths()) {
                out.writeString(path.toString());
            }
            out.writeEndArray();
            writeSpread("recent", namesake.recent(), out);
            writeSpread("queue", namesake.queue(), out);
            writeSpread("baseline", namesake.usual(), out);
            writeChange(namesake.recent(), namesake.usual(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeHead(ComponentSnapshot component, List<IncidentSnapshot> incidents, JsonGenerator out)
            throws IOException {
        out.writeStringField("name", component.name());
        out.writeStringField("kind", component.kind().label());
        PathJson.writeNullable("role", component.role(), out);
        PathJson.writeNullable("region", component.region(), out);
        out.writeNumberField("namesakes", component.namesakes().size());
        out.writeArrayFieldStart("paths");
        for (ComponentPath path : component.paths()) {
            out.writeString(path.path().toString());
        }
        out.writeEndArray();
        writeSpread("recent", component.recent(), out);
        writeSpread("queue", component.queue(), out);
        writeSpread("baseline", component.usual(), out);
        out.writeArrayFieldStart("cpu");
        for (CpuSnapshot cpu : component.cpu()) {
            out.writeStartObject();
            PathJson.writeNullable("node", cpu.node(), out);
            out.writeNumberField("t", seconds(cpu.epochMicros()));
            out.writeNumberField("cpu", share(cpu.cpu()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("incidents");
        for (IncidentSnapshot incident : incidents) {
            if (incident.isOpen() && incident.latest().component().equals(component.name())) {
                out.writeString(incident.id());
            }
        }
        out.writeEndArray();
    }

    private static void writeInstance(
            InstanceSnapshot instance, @Nullable String of, List<CpuSnapshot> cpus, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        PathJson.writeNullable("node", instance.node(), out);
        PathJson.writeNullable("of", of, out);
        out.writeNumberField("calls", instance.calls());
        out.writeNumberField("share", share(instance.share()));
        out.writeNumberField("p50_ms", millis(instance.self().p50Nanos()));
        out.writeNumberField("p99_ms", millis(instance.self().p99Nanos()));
        Spread queue = instance.queue();
        if (queue == null) {
            out.writeNullField("queue_p50_ms");
            out.writeNullField("queue_p99_ms");
        } else {
            out.writeNumberField("queue_p50_ms", millis(queue.p50Nanos()));
            out.writeNumberField("queue_p99_ms", millis(queue.p99Nanos()));
        }
        CpuSnapshot cpu = ofNode(instance.node(), cpus);
        if (cpu == null) {
            out.writeNullField("cpu");
        } else {
            out.writeNumberField("cpu", share(cpu.cpu()));
        }
        out.writeEndObject();
    }

    /** A reading that names no instance is of all. */
    private static @Nullable CpuSnapshot ofNode(@Nullable String node, List<CpuSnapshot> cpus) {
        CpuSnapshot ofAll = null;
        for (CpuSnapshot each : cpus) {
            if (each.node() == null) {
                ofAll = each;
            } else if (each.node().equals(node)) {
                return each;
            }
        }
        return ofAll;
    }

    private static void writeHistory(CpuHistory history, JsonGenerator out) throws IOException {
        out.writeStartObject();
        PathJson.writeNullable("node", history.node(), out);
        out.writeArrayFieldStart("t");
        for (CpuSnapshot each : history.readings()) {
            out.writeNumber(each.epochMicros() / 1_000_000);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("cpu");
        for (CpuSnapshot each : history.readings()) {
            out.writeNumber(share(each.cpu()));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeSpread(String key, @Nullable Spread spread, JsonGenerator out) throws IOException {
        if (spread == null) {
            out.writeNullField(key);
            return;
        }
        out.writeObjectFieldStart(key);
        out.writeNumberField("p50_ms", millis(spread.p50Nanos()));
        out.writeNumberField("p99_ms", millis(spread.p99Nanos()));
        out.writeEndObject();
    }

    private static void writeChange(@Nullable Spread recent, @Nullable Spread usual, JsonGenerator out)
            throws IOException {
        if (recent == null || usual == null) {
            out.writeNullField("change_ms");
        } else {
            out.writeNumberField("change_ms", millis(recent.p50Nanos() - usual.p50Nanos()));
        }
    }
}
