package dev.insight.runner.config;

/** When a change of a key, or of the file that it names, is taken up. */
enum TakenUp {
    RELOAD("reload"),
    /** The key by a reload, and the file's content without one. */
    RELOAD_AND_AS_FILE_CHANGES("reload; the file's content as it changes"),
    /** The key by a reload; a change of the file's content alone is not seen. */
    RELOAD_BUT_NOT_FILE("reload; the file's content by a restart"),
    RESTART("restart");

    /** In a few words, for the reference. */
    final String words;

    TakenUp(String words) {
        this.words = words;
    }
}
