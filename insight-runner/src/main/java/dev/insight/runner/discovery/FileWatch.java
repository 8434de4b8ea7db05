package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the instances that a file lists, anew when the file has changed. Confined to one thread. */
final class FileWatch implements Polling.Reader {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 8 << 20;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MOST_BYTES)
            .build();

    private final Path file;
    private @Nullable Object state;

    private FileWatch(Path file) {
        this.file = file;
    }

    static Registry start(Path file, Ticker ticker, Consumer<List<Instance>> changed) throws IOException {
        read(file); // a file that is wrong from the start is not waited for
        return Polling.start("the file of targets " + file, new FileWatch(file), PERIOD, ticker, changed);
    }

    @Override
    public @Nullable List<Instance> read() throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + " does not exist");
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        // A file that is renamed into place keeps neither key nor time; one that is written in place, no size or time.
        Object now = List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        if (now.equals(state)) {
            return null;
        }
        List<Instance> instances = read(file);
        state = now;
        return instances;
    }

    private static List<Instance> read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
        if (content.length > MOST_BYTES) {
            throw new IOException(file + " is larger than " + MOST_BYTES + " bytes");
        }
        try {
            return parse(file, new Load(SETTINGS).loadFromString(new String(content, StandardCharsets.UTF_8)));
        } catch (YamlEngineException e) {
            throw new IOException(file + " is neither JSON nor YAML: " + e.getMessage(), e);
        }
    }

    private static List<Instance> parse(Path file, @Nullable Object content) throws IOException {
        if (!(content instanceof List<?> groups)) {
            throw new IOException(file + " is no list, write [{ targets: [\"host:port\"], labels: { … } }]");
        }
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            String place = file + ", entry " + (i + 1);
            if (!(groups.get(i) instanceof Map<?, ?> group) || !(group.get("targets") instanceof List<?> targets)) {
                throw new IOException(place + " has no list of targets, write { targets: [\"host:port\"] }");
            }
            Map<String, String> says = says(place, group.get("labels"));
            for (Object target : targets) {
                instances.add(instance(place, String.valueOf(target), says));
            }
        }
        return instances;
    }

    private static Map<String, String> says(String place, @Nullable Object labels) throws IOException {
        if (labels != null && !(labels instanceof Map<?, ?>)) {
            throw new IOException(place + " has labels that are no mapping");
        }
        Map<String, String> says = new HashMap<>();
        if (labels instanceof Map<?, ?> mapping) {
            mapping.forEach((key, value) -> {
                if (String.valueOf(key).startsWith(Instance.PREFIX)) {
                    says.put(String.valueOf(key), String.valueOf(value));
                }
            });
        }
        return says;
    }

    private static Instance instance(String place, String target, Map<String, String> says) throws IOException {
        int colon = target.lastIndexOf(':');
        String host = colon < 0 ? "" : target.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        try {
            int port = Integer.parseInt(target.substring(colon + 1));
            if (!host.isEmpty() && port > 0 && port <= 65_535) {
                String name = isBracketed ? host.substring(1, host.length() - 1) : host;
                return new Instance(target, "", "", name, port, says);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IOException(place + " has the target \"" + target + "\", write host:port");
    }
}
