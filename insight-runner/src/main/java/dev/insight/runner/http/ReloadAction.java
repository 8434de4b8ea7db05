package dev.insight.runner.http;

/** Reads the configuration again. */
@FunctionalInterface
public interface ReloadAction {
    /**
     * Called on a thread of the server, one call at a time.
     *
     * @throws Exception when the old configuration stays; the message, which is shown to who asked, says why
     */
    void reload() throws Exception;
}
