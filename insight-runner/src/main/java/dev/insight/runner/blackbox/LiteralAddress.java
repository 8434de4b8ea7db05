package dev.insight.runner.blackbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses in digits. What only resembles one is left to nobody: the JDK would take it for a name, and ask DNS. */
public final class LiteralAddress {
    private static final Pattern IP4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    /** The JDK never asks DNS for what has a colon and begins with one or with a digit. */
    private static final Pattern IP6 = Pattern.compile("(?![.])[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%\\w+)?");

    private LiteralAddress() {}

    /** Whether {@code text} is an address or nothing, and no name. */
    static boolean is(String text) {
        return IP4.matcher(text).matches() || IP6.matcher(text).matches();
    }

    /** The address, without brackets, or null if {@code text} is none. Asks nobody. */
    public static @Nullable InetAddress parse(String text) {
        try {
            return is(text) ? InetAddress.getByName(text) : null;
        } catch (UnknownHostException e) {
            return null; // such as 1::2::3
        }
    }
}
