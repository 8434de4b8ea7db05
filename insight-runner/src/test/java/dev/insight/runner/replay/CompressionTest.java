package dev.insight.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final byte[] FIRST = packed("first\n");
    private static final byte[] SECOND = packed("second\n");

    /** A pipe gives what it has, and says that it has nothing ready. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 20, 31, 32, 33, 1_000})
    void every_member_of_a_pipe_is_unpacked(int most) throws IOException {
        InputStream pipe = pipe(joined(FIRST, SECOND, FIRST), most);

        assertThat(text(pipe)).isEqualTo("first\nsecond\nfirst\n");
    }

    @Test
    void a_pipe_whose_pieces_end_where_members_do_is_unpacked_whole() throws IOException {
        assertThat(text(pipe(joined(FIRST, FIRST), FIRST.length))).isEqualTo("first\nfirst\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 18, 19, 27, 100})
    void what_is_no_gzip_behind_a_member_is_an_error(int bytes) {
        byte[] rest = new byte[bytes];
        Arrays.fill(rest, (byte) 'x');
        for (int most : new int[] {1, FIRST.length, 1_000}) {
            assertThatIOException()
                    .isThrownBy(() -> text(pipe(joined(FIRST, rest), most)))
                    .withMessage("what follows its first " + FIRST.length + " bytes is not gzip, or is cut short");
        }
    }

    @Test
    void a_last_member_that_is_cut_short_anywhere_is_an_error() {
        for (int bytes = 1; bytes < SECOND.length; bytes++) {
            byte[] cut = joined(FIRST, Arrays.copyOf(SECOND, bytes));
            assertThatIOException().isThrownBy(() -> text(pipe(cut, 1)));
            assertThatIOException().isThrownBy(() -> text(pipe(cut, 1_000)));
        }
    }

    @Test
    void members_are_unpacked_over_many_buffers() throws IOException {
        String lines = "0123456789\n".repeat(50_000);
        byte[] both = joined(packed(lines), packed(lines), packed(lines));

        assertThat(text(pipe(both, 1_000))).isEqualTo(lines.repeat(3));
        assertThat(text(pipe(both, 1 << 20))).isEqualTo(lines.repeat(3));
    }

    private static InputStream pipe(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, most));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static String text(InputStream in) throws IOException {
        return new String(Compression.unpacked(in).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }
}
