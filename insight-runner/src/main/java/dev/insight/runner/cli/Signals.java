package dev.insight.runner.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Signals of the operating system. The JDK's only door to them is {@code sun.misc}, which the compiler warns of, so it is
 * opened by reflection; where it is shut, signals keep their default meaning.
 */
public final class Signals {
    private Signals() {}

    /**
     * Runs {@code action} on a thread of the JVM's at each signal {@code name}, such as {@code HUP}; false if it cannot,
     * as when whoever started the process had it ignore the signal: {@code nohup} does that.
     */
    public static boolean on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, args) -> answer(self, method, args, action));
            Object before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return before != handler.getField("SIG_IGN").get(null);
        } catch (ReflectiveOperationException e) {
            // Windows has no HUP, and a JVM started with -Xrs keeps TERM and INT to itself.
            return false;
        }
    }

    /** Stops this process as SIGTSTP would have, had it no handler; false if it cannot. Returns when it is continued. */
    static boolean stop() {
        try {
            String kill = "kill -STOP " + ProcessHandle.current().pid();
            return new ProcessBuilder("sh", "-c", kill).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static @Nullable Object answer(Object self, Method method, Object[] args, Runnable action) {
        return switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> self == args[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "handler of a signal";
        };
    }
}
