package dev.insight.runner.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Whether what was printed arrived. */
final class Output {
    private static final String CLOSED_PIPE = "Broken pipe";

    private Output() {}

    /** Writes straight to standard output, so that its errors show; picocli's own writer keeps them to itself. */
    static PrintWriter writer() {
        return new PrintWriter(System.out, true, charset());
    }

    /** How standard output is encoded. */
    static Charset charset() {
        // The first is said from JDK 19 on, the second before, where it is a terminal.
        String terminal = System.getProperty(
                "sun.stdout.encoding", Charset.defaultCharset().name());
        return Charset.forName(System.getProperty("stdout.encoding", terminal));
    }

    /** Why standard output does not take what it was given; null when it does, or its reader has gone. */
    static @Nullable String failure() {
        if (!System.out.checkError()) {
            return null;
        }
        // The JDK's stream swallows the reason, so the system is asked again; nobody closes this process's output.
        @SuppressWarnings("resource")
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            out.write('\n');
            return "it failed meanwhile";
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            return reason.contains(CLOSED_PIPE) ? null : reason;
        }
    }
}
