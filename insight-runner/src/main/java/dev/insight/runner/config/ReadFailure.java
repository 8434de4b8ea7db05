package dev.insight.runner.config;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** Why a file cannot be read: the JDK says of some failures no more than the file's name, and of others nothing. */
public final class ReadFailure {
    private ReadFailure() {}

    /** The reason, in words that follow "cannot be read: ". */
    public static String reason(IOException e, String file) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read it";
        }
        if (e instanceof EOFException) {
            return "it is cut short";
        }
        String message = e.getMessage();
        if (message == null || message.isBlank() || message.equals(file)) {
            return e.getClass().getSimpleName();
        }
        String prefix = file + ": ";
        String bare = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        return e instanceof ZipException ? "it is damaged gzip: " + bare : bare;
    }
}
