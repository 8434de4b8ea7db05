package dev.insight.runner.incidents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's own, with so much room and no more, on which a step can fail or hang. */
final class FakeDisk implements Disk {
    /** Bytes that may still be written. */
    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

    final AtomicInteger syncs = new AtomicInteger();
    final AtomicInteger moves = new AtomicInteger();
    volatile boolean refusesMoves;
    volatile boolean refusesSyncs;
    private final Disk disk = new LocalDisk();

    @Override
    public Out append(Path file) throws IOException {
        return new FakeOut(disk.append(file));
    }

    @Override
    public Out create(Path file, Path like) throws IOException {
        return new FakeOut(disk.create(file, like));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (refusesMoves) {
            throw new IOException("no such luck");
        }
        disk.move(from, to);
        moves.incrementAndGet();
    }

    static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class FakeOut implements Out {
        private final Out out;

        FakeOut(Out out) {
            this.out = out;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            int fits = (int) Math.min(bytes.length, room.get());
            byte[] some = new byte[fits];
            System.arraycopy(bytes, 0, some, 0, fits);
            out.write(some);
            room.addAndGet(-fits);
            if (fits < bytes.length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void sync() throws IOException {
            if (refusesSyncs) {
                throw new IOException("Input/output error");
            }
            out.sync();
            syncs.incrementAndGet();
        }

        @Override
        public long size() throws IOException {
            return out.size();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
