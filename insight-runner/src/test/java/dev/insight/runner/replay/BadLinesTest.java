package dev.insight.runner.replay;

import static dev.insight.runner.replay.RecordingTest.OF;
import static dev.insight.runner.replay.RecordingTest.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadLinesTest {
    private static final String GOOD = "{\"type\":\"host\",\"t\":1,\"name\":\"gw\",\"cpu\":0.5}";
    private static final String PROBE = "{\"type\":\"probe\"," + OF + ",\"t\":1,\"outcome\":\"OK\",\"latency_ms\":2}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'host','t':1,'name':'gw','cpu':-0.1}         | cpu must be from 0 to 1: -0.1",
                "{'type':'host','t':1,'name':'gw','cpu':1e999}        | cpu must be from 0 to 1: 1e999",
                "{'type':'host','t':1,'name':'gw','cpu':'0.1'}        | cpu must be a number: \"0.1\"",
                "{'type':'host','t':1,'name':'gw','cpu':{}}           | cpu must be a number: a structure",
                "{'type':'host','t':1,'name':'gw'}                    | cpu is missing",
                "{'type':'host','t':1,'cpu':0.1}                      | name is missing",
                "{'type':'host','name':'gw','cpu':0.1}                | t is missing",
                "{'type':'host','t':1e17,'name':'gw','cpu':0.1}       | t must be from 0 to 253402300799: 1e17",
                "{'type':'host','t':999999999999,'name':'gw'}         | t must be from 0 to 253402300799: 999999999999",
                "{'type':'host','t':9999999999999999999,'name':'gw'}  | t must be from 0 to 253402300799: 9999999999999999999",
                "{'type':'host','t':1,'t':2,'name':'gw','cpu':0.1}    | t stands twice",
                "{'type':'host','t':1,'name':'','cpu':0.1}            | name must be a text of 1 to 128 characters: \"\"",
                "{'type':'host','t':1,'name':7,'cpu':0.1}             | name must be a text: 7",
                "{'t':1}                                              | type is missing",
                "{'type':null}                                        | type is missing",
                "[]                                                   | a line must be one JSON object",
                "{'type':'x'} {}                                      | a line must be one JSON object, and there is more",
                "{'type':'path',OF,'interval_s':0}                    | interval_s must be from 0.001 to 86400: 0",
                "{'type':'path',OF,'interval_s':1e11}                 | interval_s must be from 0.001 to 86400: 100000000000",
                "{'type':'path',OF,'interval_s':86400.5}              | interval_s must be from 0.001 to 86400: 86400.5",
                "{'type':'path',OF}                                   | interval_s is missing",
                "{'type':'path',OF,'interval_s':5,'hops':{}}          | hops must be a list: [{\"name\":...},...]",
                "{'type':'path',OF,'interval_s':5,'hops':[7]}         | hops must hold objects: {\"name\":...}",
                "{'type':'path',OF,'interval_s':5,'hops':[{}]}        | a hop's name is missing",
                "{'type':'probe',OF,'t':1,'latency_ms':2}             | outcome is missing",
                "{'type':'probe',OF,'t':1,'outcome':'ok','latency_ms':2}"
                        + " | outcome must be the name of a gRPC status code, such as OK or UNAVAILABLE: ok",
                "{'type':'cold',OF,'t':1,'outcome':'TIMEOUT'}"
                        + " | outcome must be the name of a gRPC status code, such as OK or UNAVAILABLE: TIMEOUT",
                "{'type':'probe',OF,'t':1,'outcome':'OK'}             | latency_ms is missing",
                "{'type':'probe',OF,'t':1,'outcome':'OK','phase':'x'} | phase must be dns, connect, tls, http2 or rpc: x",
                "{'type':'probe',OF,'t':1,'outcome':'OK','phase':'dns'} | a probe that is OK ends in phase rpc, not in dns",
                "{'type':'probe',OF,'tainted':1}                      | tainted must be true or false: 1",
                "{'type':'probe',OF,'hops':[{'name':'a','error':'x'}]} | error must be own or up: x",
                "{'type':'probe',OF,'hops':[{'name':'a','total_ms':-1}]} | total_ms must be from 0 to 1000000000: -1",
                "{'type':'probe',OF,'hops':[{'name':'a','name':'b'}]} | name stands twice in a hop",
                "{'type':'probe','source':'eu','t':1,'outcome':'OK'}  | target is missing",
                "{'type':'probe','source':'x','target':'y','route':'z','service':'s','t':1,'outcome':'OK','latency_ms':1}"
                        + " | no path line has announced x>y/z/s",
            })
    void what_is_wrong_is_said_and_the_rest_is_read(String line, String message) throws IOException {
        Told told = Told.of(PATH, line.strip().replace('\'', '"').replace("OF", OF), GOOD);

        assertThat(told.err.toString().lines()).containsExactly("f:2: " + message);
        assertThat(told.problems).isEqualTo(1);
        assertThat(told.loads).hasSize(1);
        assertThat(told.reports).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "NaN", "{\"t\":NaN}", "{\"t\":1", "{\"t\":1}}", "{\"t\":01}", "{'t':1}", "{\"a\":\"\\x\"}"})
    void a_line_that_is_no_json_is_said_to_be_none(String line) throws IOException {
        Told told = Told.of(line, GOOD);

        assertThat(told.err.toString())
                .matches("f:1: (is not JSON: |a line must be one JSON object, |type is missing).+\\R");
        assertThat(told.loads).hasSize(1);
    }

    @Test
    void deep_nesting_long_numbers_and_long_lines_are_told_and_skipped() throws IOException {
        Told told = Told.of(
                "{\"x\":" + "[".repeat(100_000),
                "{\"t\":" + "9".repeat(100_000) + "}",
                "{\"x\":\"" + "y".repeat(3 * Lines.MAX_LINE) + "\"}",
                GOOD);

        assertThat(told.err.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.length() < 260 && !line.contains("Constraints"))
                .last()
                .isEqualTo("f:3: is longer than 1048576 bytes");
        assertThat(told.loads).hasSize(1);
    }

    @Test
    void bytes_that_are_no_text_are_told_and_skipped() throws IOException {
        byte[] text = (GOOD.replace("gw", "g\u0001") + "\n" + GOOD).getBytes(StandardCharsets.ISO_8859_1);
        text[GOOD.indexOf("gw") + 1] = (byte) 0xff;
        Told told = Told.of(new ByteArrayInputStream(text));

        assertThat(told.err.toString()).startsWith("f:1: is not JSON: Invalid UTF-8");
        assertThat(told.loads).hasSize(1);
    }

    @Test
    void a_last_line_that_was_cut_off_is_told() throws IOException {
        Told told = Told.of(GOOD, GOOD.substring(0, 20));

        assertThat(told.err.toString())
                .startsWith("f:2: is not JSON: Unexpected end")
                .doesNotContain("marker at");
        assertThat(told.loads).hasSize(1);
    }

    @Test
    void the_first_ten_are_told_and_all_are_counted() throws IOException {
        String[] lines = new String[25];
        Arrays.fill(lines, "{}");
        Told told = Told.of(lines);

        assertThat(told.err.toString().lines())
                .hasSize(11)
                .last()
                .isEqualTo("f: 25 lines cannot be used; the first 10 are told");
        assertThat(told.problems).isEqualTo(25);
    }

    @Test
    void what_is_told_cannot_command_a_terminal() throws IOException {
        Told told = Told.of("{\"type\":\"host\",\"t\":\"\\u001b[2J\\u009b\"}", "\u001b]0;x");

        assertThat(told.err.toString()).doesNotContain("\u001b", "\u009b").hasLineCount(2);
    }

    @Test
    void gzip_that_ends_too_early_is_an_error_of_the_stream() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 9);

        assertThatIOException()
                .isThrownBy(() -> Told.of(new ByteArrayInputStream(cut)))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void a_recording_with_bytes_changed_at_random_is_read_to_its_end() throws IOException {
        Random random = new Random(1);
        byte[] sound = (PATH + "\n" + PROBE + "\n" + GOOD + "\n").repeat(5).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] last = Arrays.copyOf(damaged, damaged.length + 1 + GOOD.length());
            last[damaged.length] = '\n';
            System.arraycopy(GOOD.getBytes(StandardCharsets.UTF_8), 0, last, damaged.length + 1, GOOD.length());

            assertThat(Told.of(new ByteArrayInputStream(last)).loads).isNotEmpty();
        }
    }
}
