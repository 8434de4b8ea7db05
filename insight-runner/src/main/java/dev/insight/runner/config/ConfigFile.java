package dev.insight.runner.config;

import dev.insight.probe.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads configuration files. */
public final class ConfigFile {
    private ConfigFile() {}

    /**
     * Reads {@code file}, and the files it names, with this process's environment.
     *
     * @throws ConfigException with every problem found, if there is one
     */
    public static RunnerConfig read(Path file) throws ConfigException {
        return read(file, System::getenv);
    }

    static RunnerConfig read(Path file, Function<String, @Nullable String> environment) throws ConfigException {
        Reading reading = new Reading(file, environment);
        RunnerConfig config = read(file, reading);
        if (config == null || !reading.isClean()) {
            throw new ConfigException(reading.problems());
        }
        return config;
    }

    private static @Nullable RunnerConfig read(Path file, Reading reading) {
        String text = text(file, reading);
        Node root = text == null ? null : YamlTree.compose(text, reading);
        Section.Fields fields = root == null ? null : Schema.ROOT.read(root, "", reading);
        if (fields == null) {
            return null;
        }
        Targets targets = new Targets(fields, reading);
        List<Probe> probes = targets.probes();
        if (!fields.has(Schema.TARGETS) && !fields.has(Schema.DISCOVERY)) {
            reading.problem(fields.at, "targets", "is missing, write what is to be probed, or [] to probe nothing");
        }
        // A region that could not be read has left a problem behind, so the placeholder goes nowhere.
        String region = fields.get(Schema.REGION, "?");
        InetSocketAddress listen = fields.orPreset(Schema.LISTEN);
        List<DiscoveredTargets> discovered = targets.discovered();
        List<Duration> intervals = Stream.concat(
                        probes.stream().map(Probe::interval),
                        discovered.stream().map(DiscoveredTargets::interval))
                .toList();
        return new RunnerConfig(
                region,
                listen,
                probes,
                http(fields),
                discovered,
                RegisterSection.read(fields, region, listen, intervals, reading),
                HostLoadSection.read(fields, reading),
                BlackboxSection.read(fields),
                ExportSection.read(fields, listen, reading),
                GlobalSection.read(fields),
                RegionsSection.read(fields, reading),
                HistorySection.read(fields));
    }

    private static HttpConfig http(Section.Fields root) {
        Section.Fields http = root.get(Schema.HTTP_SECURITY);
        if (http == null) {
            return HttpConfig.open();
        }
        Section.Fields tls = http.get(Schema.HTTP_TLS);
        Section.Fields auth = http.get(Schema.BASIC_AUTH);
        return new HttpConfig(
                tls == null ? null : tls.get(Schema.SERVER_CERT),
                tls == null ? null : tls.get(Schema.SERVER_KEY),
                tls == null ? null : tls.get(Schema.CLIENT_CA),
                auth == null ? null : auth.get(Schema.USERNAME),
                auth == null ? null : auth.get(Schema.PASSWORD_FILE));
    }

    static @Nullable String text(Path file, Reading reading) {
        try {
            if (Files.isDirectory(file)) {
                return fail(reading, "is a directory, name a YAML file");
            }
            byte[] content;
            try (InputStream in = Files.newInputStream(file)) {
                // A device or a pipe has no size, and may have no end.
                content = in.readNBytes(YamlTree.MAX_BYTES + 1);
            }
            if (content.length > YamlTree.MAX_BYTES) {
                return fail(reading, "is larger than " + YamlTree.MAX_BYTES + " bytes, name a configuration file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (NoSuchFileException e) {
            return fail(reading, "does not exist, name a configuration file");
        } catch (CharacterCodingException e) {
            return fail(reading, "is not UTF-8 text, save it as UTF-8");
        } catch (IOException e) {
            return fail(reading, "cannot be read, " + ReadFailure.reason(e, file.toString()));
        }
    }

    private static @Nullable String fail(Reading reading, String message) {
        reading.problem(Optional.empty(), "", message);
        return null;
    }
}
