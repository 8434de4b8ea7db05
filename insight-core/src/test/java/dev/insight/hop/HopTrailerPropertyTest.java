package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HopTrailerPropertyTest {
    private static final int CASES = 20_000;

    private final RandomStamps random = new RandomStamps(20_261_123);

    @Test
    void what_is_written_is_read_back_to_the_microsecond() {
        for (int i = 0; i < CASES; i++) {
            HopStamp stamp = random.stamp();

            String wire = HopTrailer.write(stamp);

            assertThat(HopTrailer.parse(List.of(wire))).as(wire).isEqualTo(new HopPath(List.of(inMicros(stamp)), 0, 0));
        }
    }

    @Test
    void nothing_written_can_leave_its_element() {
        for (int i = 0; i < CASES; i++) {
            String wire = HopTrailer.write(random.stamp());

            assertThat(wire).as(wire).matches("[\\x20-\\x7e]+");
            assertThat(FieldScanner.elementEnd(WireBytes.of(wire), 0, wire.length()))
                    .as(wire)
                    .isEqualTo(wire.length());
        }
    }

    @Test
    void it_makes_no_difference_whether_elements_share_a_value() {
        for (int i = 0; i < CASES / 10; i++) {
            List<String> elements = new ArrayList<>();
            for (HopStamp stamp : random.path()) {
                elements.add(HopTrailer.write(stamp));
            }

            assertThat(HopTrailer.parse(List.of(String.join(" ,\t", elements)))).isEqualTo(HopTrailer.parse(elements));
        }
    }

    @Test
    void stamps_appended_within_the_caps_are_all_read_back_nearest_first() {
        for (int i = 0; i < CASES / 10; i++) {
            List<String> values = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int hop = 0; hop < 20; hop++) {
                HopStamp stamp = random.stamp();
                String element = Wire.writeAfter(values, 0, stamp);
                if (element != null) {
                    values.add(element);
                    names.add(stamp.name());
                }
            }
            Collections.reverse(names);

            HopPath path = HopTrailer.parse(values);

            assertThat(values).hasSizeLessThanOrEqualTo(16);
            assertThat(String.join("", values)).hasSizeLessThanOrEqualTo(1_024);
            assertThat(path.stamps()).extracting(HopStamp::name).isEqualTo(names);
            assertThat(path.unparsable() + path.oversize()).isZero();
        }
    }

    private static HopStamp inMicros(HopStamp stamp) {
        return stamp.toBuilder()
                .totalNanos(inMicros(stamp.totalNanos()))
                .upstreamNanos(inMicros(stamp.upstreamNanos()))
                .beforeUpstreamNanos(inMicros(stamp.beforeUpstreamNanos()))
                .queueNanos(inMicros(stamp.queueNanos()))
                .preTransportNanos(inMicros(stamp.preTransportNanos()))
                .retryNanos(inMicros(stamp.retryNanos()))
                .build();
    }

    private static long inMicros(long nanos) {
        return nanos < 0 ? nanos : nanos - nanos % 1_000;
    }

    @Test
    void bytes_of_any_value_read_as_their_text_does() {
        HostileTrailers trailers = new HostileTrailers(20_261_123);
        for (int i = 0; i < CASES; i++) {
            List<byte[]> values = trailers.next();

            assertThat(HopTrailer.parseBytes(values))
                    .as("%s", Wire.text(values))
                    .isEqualTo(HopTrailer.parse(Wire.text(values)));
        }
    }
}
