package dev.insight.runner.config;

/**
 * One thing wrong with a configuration file. Immutable.
 *
 * @param file the file as the user named it
 * @param line from 1; 0 when the file could not be read at all
 * @param column from 1; 0 when the file could not be read at all
 * @param key the key's path, such as {@code targets[0].tls.ca}
 * @param message what is wrong, what would be right; never a secret's value
 */
public record Problem(String file, int line, int column, String key, String message) {
    /** {@code FILE:LINE:COL key: message}, or {@code FILE: message} of the whole file. */
    @Override
    public String toString() {
        String place = line == 0 ? file + ":" : file + ":" + line + ":" + column;
        return key.isEmpty() ? place + " " + message : place + " " + key + ": " + message;
    }
}
