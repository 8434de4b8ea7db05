package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HopTrailerTest {
    static List<HopVectors> ofReaders() {
        return HopVectors.ofReaders();
    }

    static List<HopVectors> ofWriters() {
        return HopVectors.ofWriters();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofReaders")
    void the_wire_is_read_as_the_vectors_say(HopVectors vector) {
        HopPath path = HopTrailer.parse(vector.wire());

        assertThat(path.stamps()).extracting(HopVectors::canonical).isEqualTo(vector.stamps());
        assertThat(path.unparsable()).as("unparsable").isEqualTo(vector.unparsable());
        assertThat(path.oversize()).as("oversize").isEqualTo(vector.oversize());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofWriters")
    void the_wire_is_written_as_the_vectors_say(HopVectors vector) {
        String written = Wire.writeAfter(List.of(), vector.trailers(), vector.stamp());

        assertThat(written)
                .isEqualTo(vector.wire().isEmpty() ? null : vector.wire().get(0));
    }

    @Test
    void a_stamp_is_written_as_the_specification_shows() {
        HopStamp stamp = HopStamp.builder("mediary-sg")
                .totalNanos(51_377_000)
                .upstreamNanos(49_020_000)
                .queueNanos(95_999)
                .node("mediary-sg-2")
                .build();

        assertThat(HopTrailer.write(stamp)).isEqualTo("mediary-sg;t=51377;u=49020;q=95;node=mediary-sg-2");
    }

    @Test
    void all_that_a_stamp_holds_is_written() {
        HopStamp stamp = HopStamp.builder("a")
                .totalNanos(100_000)
                .upstreamNanos(60_000)
                .beforeUpstreamNanos(5_000)
                .queueNanos(3_000)
                .preTransportNanos(2_000)
                .retryNanos(1_000)
                .fanOut(2)
                .attempts(3)
                .arrivalEpochMicros(1_760_000_000_000_000L)
                .origin(HopStamp.Origin.OWN)
                .kind(HopStamp.Kind.STREAM)
                .interceptorClock(true)
                .headerTime(true)
                .node("a 1")
                .role("gateway")
                .region("eu")
                .build();

        assertThat(HopTrailer.write(stamp))
                .isEqualTo("a;t=100;u=60;q=3;n=2;b=5;p=2;r=1;a=3;w=1760000000000000;e=own;k=stream;f=ih"
                        + ";node=\"a 1\";role=gateway;region=eu");
        assertThat(HopTrailer.parse(List.of(HopTrailer.write(stamp))).stamps()).containsExactly(stamp);
    }

    @Test
    void text_that_could_break_the_trailer_is_quoted_escaped_or_replaced() {
        HopStamp stamp = HopStamp.builder("pay ments,é\n")
                .node("a\"b\\c,d;e\r\n\u0000é")
                .role("")
                .build();

        assertThat(HopTrailer.write(stamp)).isEqualTo("pay_ments___;node=\"a\\\"b\\\\c,d;e????\"");
        assertThat(HopTrailer.write(HopStamp.builder("").build())).isEqualTo("_");
    }

    @Test
    void text_longer_than_readers_take_is_cut() {
        String written = HopTrailer.write(
                HopStamp.builder("n".repeat(100)).node("\"".repeat(100)).build());

        assertThat(HopTrailer.parse(List.of(written)).stamps()).hasSize(1);
        assertThat(HopTrailer.parse(List.of(written)).stamps().get(0).node()).hasSize(64);
    }

    @Test
    void a_hop_name_is_a_token_of_at_most_64_characters() {
        assertThat(HopTrailer.isHopName("mediary-sg")).isTrue();
        assertThat(HopTrailer.isHopName("n".repeat(64))).isTrue();
        assertThat(HopTrailer.isHopName("n".repeat(65))).isFalse();
        assertThat(HopTrailer.isHopName("a b")).isFalse();
        assertThat(HopTrailer.isHopName("a>b")).isFalse();
        assertThat(HopTrailer.isHopName("")).isFalse();
    }

    @Test
    void no_stamp_is_added_behind_sixteen() {
        HopStamp stamp = HopStamp.builder("q").build();

        assertThat(Wire.writeAfter(Collections.nCopies(15, "a;t=1"), 0, stamp)).isEqualTo("q");
        assertThat(Wire.writeAfter(Collections.nCopies(16, "a;t=1"), 0, stamp)).isNull();
        assertThat(Wire.writeAfter(List.of("a" + ",a;node=\"x,y\"".repeat(14)), 0, stamp))
                .isEqualTo("q");
        assertThat(Wire.writeAfter(List.of("a" + ",a;node=\"x,y\"".repeat(15)), 0, stamp))
                .isNull();
    }

    @Test
    void no_stamp_is_added_to_trailers_of_more_than_6_kib() {
        HopStamp stamp = HopStamp.builder("q").build();

        assertThat(Wire.writeAfter(List.of(), 6 * 1_024, stamp)).isEqualTo("q");
        assertThat(Wire.writeAfter(List.of(), 6 * 1_024 + 1, stamp)).isNull();
    }

    @Test
    void a_stamp_is_shortened_and_then_left_out_where_one_kib_is_full() {
        HopStamp stamp = HopStamp.builder("q")
                .totalNanos(5_000)
                .arrivalEpochMicros(7)
                .node("q-1")
                .build();

        assertThat(Wire.writeAfter(List.of("x".repeat(1_024 - 16)), 0, stamp))
                .isEqualTo("q;t=5;w=7;node=q-1".substring(0, 5));
        assertThat(Wire.writeAfter(List.of("x".repeat(1_024 - 18)), 0, stamp)).isEqualTo("q;t=5;w=7;node=q-1");
        assertThat(Wire.writeAfter(List.of("x".repeat(1_024 - 4)), 0, stamp)).isNull();
        assertThat(Wire.writeAfter(List.of("x".repeat(5_000)), 0, stamp)).isNull();
    }

    @Test
    void the_origin_and_kind_survive_shortening() {
        HopStamp stamp = HopStamp.builder("q")
                .totalNanos(5_000)
                .kind(HopStamp.Kind.STREAM)
                .origin(HopStamp.Origin.UP)
                .node("n".repeat(64))
                .build();

        assertThat(Wire.writeAfter(List.of("x".repeat(1_000)), 0, stamp)).isEqualTo("q;t=5;e=up;k=stream");
    }

    @Test
    void an_element_longer_than_1_kib_is_oversize() {
        String padded = "a;later=" + "x".repeat(1_024 - 8);

        HopPath path = HopTrailer.parse(List.of(padded, padded + "x"));

        assertThat(path.stamps()).hasSize(1);
        assertThat(path.oversize()).isEqualTo(1);
    }

    @Test
    void reading_ends_at_4_kib() {
        String element = "a;node=" + "x".repeat(57); // 64 with its comma
        HopPath path = HopTrailer.parse(List.of(String.join(",", Collections.nCopies(1_000, element)), element));

        assertThat(path.stamps()).hasSize(16);
        assertThat(path.oversize()).isEqualTo(64 - 16 - 1 + 1);
    }

    @Test
    void reading_ends_when_there_are_too_many_values() {
        int[] read = {0};
        Iterable<String> endless = () -> java.util.stream.Stream.generate(() -> {
                    read[0]++;
                    return "";
                })
                .iterator();

        assertThat(HopTrailer.parse(endless)).isEqualTo(HopPath.empty());
        assertThat(read[0]).isLessThanOrEqualTo(4 * 1_024);
    }

    @Test
    void parse_hopsOfOneNameWhoseNodesTakeTurns_tellsEachItsOwn() {
        for (int i = 0; i < 4; i++) { // from the second time on by what came lately
            HopPath path = HopTrailer.parse(List.of(
                    "gw;t=5;u=3;node=gw-1;role=gateway;region=eu",
                    "gw;t=7;u=6;node=gw-2;role=gateway;region=eu",
                    "gx;t=9;u=8;node=gw-2;role=gateway;region=eu"));
            assertThat(path.stamps()).extracting(HopStamp::node).containsExactly("gw-2", "gw-2", "gw-1");
            assertThat(path.stamps()).extracting(HopStamp::name).containsExactly("gx", "gw", "gw");
        }
    }

    @Test
    void parse_whatCameLatelyWithMoreBehindIt_isReadToTheEnd() {
        String known = "svc;t=5;node=svc-1;role=service";
        for (int i = 0; i < 3; i++) {
            assertThat(HopTrailer.parse(List.of(known)).stamps().get(0).region())
                    .isNull();
            HopStamp longer =
                    HopTrailer.parse(List.of(known + ";region=eu;q=2")).stamps().get(0);
            assertThat(longer.region()).isEqualTo("eu");
            assertThat(longer.queueNanos()).isEqualTo(2_000);
            assertThat(HopTrailer.parse(List.of("svc;t=5;node=a;node=svc-1;role=service"))
                            .stamps()
                            .get(0)
                            .node())
                    .isEqualTo("svc-1");
            assertThat(HopTrailer.parse(List.of(known + ";t=x")).unparsable()).isOne();
        }
    }
}
