package dev.insight.examples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** Reads lines on a thread of its own, a daemon, since nothing interrupts a read of standard input. */
final class OrderLines {
    private OrderLines() {}

    /** Gives each line to {@code line}, and then runs {@code end} where {@code in} ends or cannot be read. */
    static void read(InputStream in, Consumer<String> line, Runnable end) {
        Thread thread = new Thread(() -> readAll(in, line, end), "demo-orders");
        thread.setDaemon(true);
        thread.start();
    }

    private static void readAll(InputStream in, Consumer<String> line, Runnable end) {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
            for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                line.accept(next);
            }
        } catch (IOException e) {
            // No more orders, as at the end.
        }
        end.run();
    }
}
