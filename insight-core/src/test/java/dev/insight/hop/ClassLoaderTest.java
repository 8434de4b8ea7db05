package dev.insight.hop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application server loads it can unload: threads that live on, such as those of its pools, hold nothing. */
class ClassLoaderTest {
    private static final int TRIES = 50;

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    @AfterEach
    void stop() {
        pool.shutdown();
    }

    @Test
    void reading_and_writing_stamps_on_a_pool_s_thread_keeps_no_class_loader() throws Exception {
        WeakReference<ClassLoader> reference = used();
        pool.submit(() -> {}).get(); // the thread has let go of what it ran before

        boolean gone = false;
        for (int i = 0; i < TRIES && !gone; i++) {
            System.gc();
            gone = collected.remove(100) != null;
        }

        assertThat(gone).isTrue();
        assertThat(reference.get()).isNull();
    }

    /** A method of its own, so that no local variable holds the loader. */
    private WeakReference<ClassLoader> used() throws Exception {
        ClassLoader application = new Application();
        pool.submit(reading(application)).get();
        return new WeakReference<>(application, collected);
    }

    private static Callable<Object> reading(ClassLoader application) {
        return () -> {
            Class<?> trailer = application.loadClass(HopTrailer.class.getName());
            assertThat(trailer).isNotSameAs(HopTrailer.class);
            Object path = trailer.getMethod("parseBytes", List.class)
                    .invoke(null, List.of("svc;t=1;unit=s;u=\"0.5\"".getBytes(US_ASCII)));
            List<?> stamps = (List<?>) path.getClass().getMethod("stamps").invoke(path);
            Object stamp = stamps.get(0);
            Object wire = trailer.getMethod("write", stamp.getClass()).invoke(null, stamp);
            assertThat(wire).asString().startsWith("svc;t=1");
            return wire;
        };
    }

    /** Loads Insight's classes anew, as each application in a server does. */
    private static final class Application extends ClassLoader {
        Application() {
            super(HopTrailer.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.insight.hop.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream bytes =
                    Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"), name)) {
                byte[] all = bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
