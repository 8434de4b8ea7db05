package dev.insight.runner.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks all of gzip that has several members, as a recording has that was packed piece by piece. The JDK's own takes a
 * pipe with nothing ready for one that has ended, and whatever it cannot read behind a member for nothing at all. Not
 * thread-safe.
 */
final class Members extends GZIPInputStream {
    private static final int TRAILER_BYTES = 8;

    private final Source source;
    /** How many bytes had been read when the inflater was given its last ones. */
    private long filled;

    Members(InputStream in, int bufferBytes) throws IOException {
        this(new Source(in), bufferBytes);
    }

    private Members(Source source, int bufferBytes) throws IOException {
        super(source, bufferBytes);
        this.source = source;
    }

    /** @throws IOException also when something else than a member follows the last one */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0) {
            checkEnd();
        }
        return count;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filled = source.count;
    }

    private void checkEnd() throws IOException {
        long end = filled - inf.getRemaining() + TRAILER_BYTES;
        if (source.count > end) {
            throw new IOException("what follows its first " + end + " bytes is not gzip, or is cut short");
        }
    }

    /** Counts what is read, and has more until a read has found the end. */
    private static final class Source extends FilterInputStream {
        private long count;
        private boolean ended;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return ended ? 0 : Math.max(1, in.available());
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            counted(value < 0 ? -1 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return counted(in.read(buffer, offset, length));
        }

        private int counted(int read) {
            ended |= read < 0;
            count += Math.max(0, read);
            return read;
        }
    }
}
