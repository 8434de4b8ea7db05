package dev.insight.examples.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Security;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lab's name service: a hosts file that the JDK reads at each look-up, so that names really resolve, and really fail to,
 * for gRPC and for plain sockets alike. Each region has names of its own. Thread-safe.
 *
 * <p>The JDK takes the file's place from system properties when the first name is looked up, so {@link #install} comes
 * first of all in a process. Where it came too late, the lab uses addresses, and names cannot fail.
 */
public final class LabNames {
    private static final String FILE_PROPERTY = "jdk.net.hosts.file";
    private static final String PROOF = "names.lab";

    private final @Nullable Path file;
    private final Map<String, String> zones = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private LabNames(@Nullable Path file) {
        this.file = file;
    }

    /** Lets this process resolve names by a file of the lab's. Does nothing if the JDK has been told of a file already. */
    public static void install() throws IOException {
        if (System.getProperty(FILE_PROPERTY) == null) {
            Path file = Files.createTempFile("insight-lab-hosts", ".txt");
            file.toFile().deleteOnExit();
            System.setProperty(FILE_PROPERTY, file.toString());
            // A fault is to begin and to end at once, whatever was looked up a moment ago.
            Security.setProperty("networkaddress.cache.ttl", "0");
            Security.setProperty("networkaddress.cache.negative.ttl", "0");
            // gRPC keeps answers too.
            System.setProperty("networkaddress.cache.ttl", "0");
        }
    }

    /** The names of this process, if it was made to use the lab's. */
    static LabNames open() {
        String property = System.getProperty(FILE_PROPERTY);
        LabNames names = new LabNames(property == null ? null : Path.of(property));
        names.write();
        return names.resolves(PROOF) ? names : new LabNames(null);
    }

    /** Whether names can be used, and fail. */
    boolean isUsable() {
        return file != null;
    }

    /** What {@code region} calls {@code hop}: a name, or an address where names cannot be used. */
    String host(String hop, String region) {
        if (file == null) {
            return "127.0.0.1";
        }
        String name = hop + ".from-" + region + ".lab";
        if (zones.put(name, region) == null) {
            write();
        }
        return name;
    }

    /** Names as {@code region} knows them cease to resolve, or resolve again. */
    void fail(String region, boolean on) {
        if (on ? failing.add(region) : failing.remove(region)) {
            write();
        }
    }

    /** Whether none of the names that {@code region} knows resolves. */
    boolean isFailing(String region) {
        return zones.entrySet().stream()
                .filter(zone -> zone.getValue().equals(region))
                .noneMatch(zone -> resolves(zone.getKey()));
    }

    private synchronized void write() {
        if (file == null) {
            return;
        }
        String lines = new TreeMap<>(zones)
                .entrySet().stream()
                        .filter(entry -> !failing.contains(entry.getValue()))
                        .map(entry -> "127.0.0.1 " + entry.getKey() + "\n")
                        .collect(Collectors.joining("", "127.0.0.1 localhost\n127.0.0.1 " + PROOF + "\n", ""));
        try {
            Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "hosts", null);
            Files.writeString(next, lines);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's hosts file cannot be written: " + file, e);
        }
    }

    private boolean resolves(String name) {
        try {
            return file != null && InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
