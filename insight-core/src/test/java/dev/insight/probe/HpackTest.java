package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header blocks, by the examples of RFC 7541 and by hostile ones. */
class HpackTest {
    private static List<Map.Entry<String, String>> read(String hex) throws ColdException {
        return HpackReader.read(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "f1e3c2e5f23a6ba0ab90f4ff | www.example.com",
                "a8eb10649cbf | no-cache",
                "25a849e95ba97d7f | custom-key",
                "25a849e95bb8e8b4bf | custom-value",
                "6402 | 302",
                "640eff | 307",
                "aec3771a4b | private",
                "9bd9ab | gzip",
                "d07abe941054d444a8200595040b8166e082a62d1bff | Mon, 21 Oct 2013 20:13:21 GMT",
                "9d29ad171863c78f0b97c8e9ae82ae43d3 | https://www.example.com"
            })
    void huffman_code_of_rfc_7541_appendix_c(String hex, String text) throws Exception {
        byte[] in = HexFormat.of().parseHex(hex);

        assertThat(HpackHuffman.decode(in, 0, in.length)).isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "ffffffff", "f1e3c2e5f23a6ba0ab90f4fe", "00"})
    void huffman_code_with_wrong_padding_is_refused(String hex) {
        byte[] in = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> HpackHuffman.decode(in, 0, in.length)).isInstanceOf(ColdException.class);
    }

    @Test
    void fields_of_rfc_7541_appendix_c() throws Exception {
        assertThat(read("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572"))
                .containsExactly(Map.entry("custom-key", "custom-header"));
        assertThat(read("040c 2f73 616d 706c 652f 7061 7468")).containsExactly(Map.entry(":path", "/sample/path"));
        assertThat(read("1008 7061 7373 776f 7264 0673 6563 7265 74")).containsExactly(Map.entry("password", "secret"));
        assertThat(read("82")).containsExactly(Map.entry(":method", "GET"));
        assertThat(read("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"))
                .containsExactly(
                        Map.entry(":method", "GET"),
                        Map.entry(":scheme", "http"),
                        Map.entry(":path", "/"),
                        Map.entry(":authority", "www.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"be", "80", "40", "0005", "7f", "7fffffffffff", "3fe11f", "8220", "4001"})
    void blocks_that_break_the_rules_are_refused(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(ColdException.class);
    }

    @Test
    void table_of_size_nothing_may_be_announced_first() throws Exception {
        assertThat(read("2088")).containsExactly(Map.entry(":status", "200"));
    }

    @Test
    void small_blocks_that_grow_beyond_bounds_are_refused() {
        byte[] block = new byte[60_000];
        Arrays.fill(block, (byte) 0x90);

        assertThatThrownBy(() -> HpackReader.read(block)).hasMessageContaining("exceed");
    }

    @Test
    void what_is_written_reads_the_same() throws Exception {
        List<Map.Entry<String, String>> fields = List.of(
                Map.entry(":path", "/a.B/C"),
                Map.entry("x", ""),
                Map.entry("long", "v".repeat(126)),
                Map.entry("longer", "v".repeat(20_000)));

        assertThat(HpackReader.read(Hpack.encode(fields))).isEqualTo(fields);
    }

    @Test
    void any_bytes_as_a_header_block_end_in_fields_or_in_our_own_exception() {
        SplittableRandom random = new SplittableRandom(7541);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] block = new byte[random.nextInt(64)];
            random.nextBytes(block);
            try {
                HpackReader.read(block);
                read++;
            } catch (ColdException e) {
                assertThat(e.code()).isIn("INTERNAL", "RESOURCE_EXHAUSTED");
            }
        }
        assertThat(read).isBetween(1, 199_999);
    }

    /** Frames with a plausible head, so that the fuzz gets beyond the first check. */
    @Test
    void any_frames_as_an_answer_end_in_an_outcome_or_in_our_own_exception() {
        SplittableRandom random = new SplittableRandom(9113);
        int ended = 0;
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            Http2Connection connection =
                    new Http2Connection(new ByteArrayInputStream(frames(random)), OutputStream.nullOutputStream());
            try {
                connection.handshake();
                new ColdCall(connection, Method.healthCheck("")).make(new byte[] {0}, new byte[5]);
                ended++;
            } catch (ColdException e) {
                refused++;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(ended).isPositive();
        assertThat(refused).isPositive();
    }

    private static byte[] frames(SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new Http2Frame(Http2Frame.SETTINGS, 0, 0, new byte[0]).wire());
        byte[] pong = "insight!".getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(new Http2Frame(Http2Frame.PING, Http2Frame.ACK, 0, pong).wire());
        for (int n = random.nextInt(6); n > 0; n--) {
            byte[] payload = new byte[random.nextInt(20)];
            random.nextBytes(payload);
            int flags = random.nextInt(3) == 0 ? random.nextInt(256) : Http2Frame.END_HEADERS | random.nextInt(2);
            out.writeBytes(new Http2Frame(random.nextInt(11), flags, random.nextInt(3), payload).wire());
        }
        return out.toByteArray();
    }
}
