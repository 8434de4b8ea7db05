package dev.insight.runner.blackbox;

import java.io.IOException;
import java.net.Socket;

/** Ends what need not end well. */
final class Quietly {
    private Quietly() {}

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The peer is gone, or the deadline was quicker.
        }
    }
}
