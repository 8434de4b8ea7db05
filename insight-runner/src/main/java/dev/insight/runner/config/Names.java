package dev.insight.runner.config;

import java.util.regex.Pattern;

/** Names of regions, routes, services and hops: fit to be metric labels, parts of a path and words on the wire. */
public final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    private Names() {}

    /** Whether {@code text} is such a name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Returns {@code name} if it is such a name.
     *
     * @param shown the name for messages
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    public static String check(String name, String shown) {
        if (!isName(name)) {
            throw new IllegalArgumentException(shown
                    + " is not a name, write up to 63 letters, digits, _ . - that begin with a letter, digit or _");
        }
        return name;
    }
}
