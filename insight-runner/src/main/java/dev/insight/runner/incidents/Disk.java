package dev.insight.runner.incidents;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What a journal asks of a disk. */
interface Disk {
    /** Opens {@code file}, which is made where there is none, to be written to at its end. */
    Out append(Path file) throws IOException;

    /** Makes {@code file} anew, empty, with the rights of {@code like} where that is there. */
    Out create(Path file, Path like) throws IOException;

    /** Puts {@code from} in the place of {@code to}, whole or not at all, and lastingly. */
    void move(Path from, Path to) throws IOException;

    /** A file being written. */
    interface Out extends Closeable {
        /** Writes all of {@code bytes}; when it fails some of them may be there. */
        void write(byte[] bytes) throws IOException;

        /** Returns when all that was written outlasts a loss of power. */
        void sync() throws IOException;

        /** How long the file is. */
        long size() throws IOException;
    }
}
