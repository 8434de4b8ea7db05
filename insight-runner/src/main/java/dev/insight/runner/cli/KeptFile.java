package dev.insight.runner.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code run} keeps over restarts: in a file that the user names, beside the configuration, or nowhere. */
enum KeptFile {
    BASELINES("baselines", "a restart will learn anew what paths usually take"),
    INCIDENTS("incidents", "a restart will forget incidents");

    private final String what;
    private final String otherwise;

    KeptFile(String what, String otherwise) {
        this.what = what;
        this.otherwise = otherwise;
    }

    /**
     * Where it is kept, or null; that it cannot be kept beside the configuration is said to {@code err}.
     *
     * @param chosen the file that the user names, or null
     * @param isRefused whether the user wants it kept nowhere
     * @param config the configuration's file
     * @throws Failure when the user's file cannot be written
     */
    @Nullable
    Path place(@Nullable Path chosen, boolean isRefused, Path config, PrintWriter err) {
        if (chosen != null) {
            Path directory = chosen.toAbsolutePath().getParent();
            if (directory == null || !Files.isDirectory(directory)) {
                throw new Failure("cannot keep " + what + " in " + chosen + ": its directory does not exist");
            }
            if (!Files.isWritable(directory)) {
                throw new Failure("cannot keep " + what + " in " + chosen + ": this user may not write its directory");
            }
        }
        if (isRefused || chosen != null) {
            return chosen;
        }
        Path beside = config.toAbsolutePath().resolveSibling(config.getFileName() + "." + what);
        if (Files.isWritable(beside.resolveSibling("."))) {
            return beside;
        }
        err.println("insight: " + otherwise + ", for " + beside.getParent()
                + " cannot be written; name a file that can with --" + what + ", or accept it with --no-" + what);
        err.flush();
        return null;
    }
}
