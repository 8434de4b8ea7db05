package dev.insight.hop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WireBytesTest {
    private static String text(WireBytes bytes) {
        return new String(bytes.toBytes(), US_ASCII);
    }

    @Test
    void numbers_are_written_in_full_whatever_their_length() {
        Random random = new Random(7);
        for (long number : new long[] {0, 9, 10, 99, 100, Long.MAX_VALUE}) {
            assertThat(text(new WireBytes(1).append(number))).isEqualTo(Long.toString(number));
        }
        for (int i = 0; i < 10_000; i++) {
            long number = random.nextLong() >>> (1 + random.nextInt(62));
            assertThat(text(new WireBytes(1).append(';').append(number).append("x")))
                    .isEqualTo(";" + number + "x");
        }
    }

    @Test
    void what_is_handed_out_is_not_written_to_again() {
        WireBytes scratch = new WireBytes(4);
        byte[] first = scratch.clear().append("abc").toBytes();
        byte[] second = scratch.clear().append("xyz12").toBytes();

        assertThat(second).hasSize(5);
        assertThat(first).isEqualTo(new byte[] {'a', 'b', 'c'});
    }

    @Test
    void a_character_that_is_not_ASCII_is_none_that_a_reader_takes() {
        assertThat(WireBytes.of("aé€")).isEqualTo(new byte[] {'a', (byte) 0xff, (byte) 0xff});
        assertThat(new WireBytes(1).append("é").append('€').toBytes()).isEqualTo(new byte[] {(byte) 0xff, (byte) 0xff});
    }

    @Test
    void a_part_is_found_anywhere_and_only_where_it_is() {
        byte[] part = WireBytes.of(";k=stream");
        assertThat(WireBytes.contains(WireBytes.of("a;t=1;k=stream"), part)).isTrue();
        assertThat(WireBytes.contains(WireBytes.of("a;k=stream;t=1"), part)).isTrue();
        assertThat(WireBytes.contains(WireBytes.of("a;k=strea"), part)).isFalse();
        assertThat(WireBytes.contains(new byte[0], part)).isFalse();
    }
}
