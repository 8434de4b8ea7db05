package dev.insight.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Loads one of Insight's classes anew, and those nested in it, beside libraries that lack some of theirs. */
final class HidingClassLoader extends ClassLoader {
    private final String hidden;
    private final Class<?> anew;

    /** Hides all whose names begin with {@code hidden}. */
    HidingClassLoader(String hidden, Class<?> anew) {
        super(anew.getClassLoader());
        this.hidden = hidden;
        this.anew = anew;
    }

    Class<?> loadClass() throws ClassNotFoundException {
        Class<?> loaded = loadClass(anew.getName());
        if (loaded == anew) {
            throw new AssertionError(loaded + " was not loaded anew");
        }
        return loaded;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(hidden)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.equals(anew.getName()) && !name.startsWith(anew.getName() + "$")) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream bytes = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"), name)) {
            byte[] all = bytes.readAllBytes();
            return defineClass(name, all, 0, all.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
