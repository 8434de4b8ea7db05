package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp.Origin;
import dev.insight.hop.HopTimer.Shape;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HopTimerTest {
    private static final HopStamp IDENTITY = HopStamp.builder("gw").node("gw-1").build();

    private final FakeTicker ticker = new FakeTicker();
    private final HopTimer hop = HopTimer.start(ticker, new HopAsk(false, null, null));

    private HopStamp stamp(String code) {
        return Objects.requireNonNull(hop.stamp(IDENTITY, code, Shape.UNARY));
    }

    private CallTimer call() {
        CallTimer call = Objects.requireNonNull(hop.call());
        call.started();
        return call;
    }

    /** A call whose attempt goes out at once. */
    private final class Upstream {
        final CallTimer call = call();
        final CallAttempt attempt = call.attempt();

        void answer(String code, String... stamps) {
            attempt.answered(Wire.bytes(stamps));
            attempt.ended(code);
            call.closed(code);
        }

        void fail(String code) {
            attempt.ended(code);
            call.closed(code);
        }
    }

    @Test
    void total_runs_from_headers_to_stamp() {
        long arrival = ticker.epochMicros();
        ticker.advance(1_000);
        HopStamp stamp = stamp("OK");

        assertThat(stamp.totalNanos()).isEqualTo(1_000);
        assertThat(stamp.name()).isEqualTo("gw");
        assertThat(stamp.node()).isEqualTo("gw-1");
        assertThat(stamp.arrivalEpochMicros()).isEqualTo(arrival);
    }

    @Test
    void hop_that_called_nobody_has_no_upstream_terms() {
        HopStamp stamp = stamp("OK");

        assertThat(stamp.upstreamNanos()).isEqualTo(ABSENT);
        assertThat(stamp.beforeUpstreamNanos()).isEqualTo(ABSENT);
        assertThat(stamp.preTransportNanos()).isEqualTo(ABSENT);
        assertThat(stamp.fanOut()).isEqualTo((int) ABSENT);
        assertThat(stamp.attempts()).isEqualTo((int) ABSENT);
    }

    @Test
    void queue_is_both_waits_for_the_executor() {
        ticker.advance(40);
        hop.intercepted();
        ticker.advance(100);
        hop.messageRead();
        ticker.advance(7);
        hop.halfClosed();
        ticker.advance(100);

        assertThat(stamp("OK").queueNanos()).isEqualTo(47);
    }

    @Test
    void queue_counts_the_wait_of_a_message_that_came_before_the_handler_once() {
        ticker.advance(10);
        hop.messageRead();
        ticker.advance(30);
        hop.intercepted();
        ticker.advance(2);
        hop.halfClosed();

        assertThat(stamp("OK").queueNanos()).isEqualTo(42);
    }

    @Test
    void queue_of_a_call_closed_before_its_request_was_complete_is_the_first_wait() {
        ticker.advance(40);
        hop.intercepted();
        hop.messageRead();
        ticker.advance(5);

        assertThat(stamp("OK").queueNanos()).isEqualTo(40);
    }

    @Test
    void queue_does_not_hold_a_streaming_caller_s_pause() {
        hop.intercepted();
        hop.messageRead();
        hop.messageRead();
        ticker.advance(1_000);
        hop.halfClosed();

        assertThat(stamp("OK").queueNanos()).isZero();
    }

    @Test
    void queue_is_absent_when_the_call_never_reached_the_hop_s_code() {
        assertThat(stamp("OK").queueNanos()).isEqualTo(ABSENT);
    }

    @Test
    void one_upstream_call_gives_all_upstream_terms() {
        ticker.advance(5);
        CallTimer call = call();
        ticker.advance(3);
        CallAttempt attempt = call.attempt();
        ticker.advance(50);
        attempt.answered(Wire.bytes("svc;t=40"));
        attempt.ended("OK");
        ticker.advance(2);
        call.closed("OK");
        ticker.advance(4);
        HopStamp stamp = stamp("OK");

        assertThat(stamp.totalNanos()).isEqualTo(64);
        assertThat(stamp.upstreamNanos()).isEqualTo(50);
        assertThat(stamp.beforeUpstreamNanos()).isEqualTo(8);
        assertThat(stamp.preTransportNanos()).isEqualTo(3);
        assertThat(stamp.retryNanos()).isEqualTo(ABSENT);
        assertThat(stamp.fanOut()).isEqualTo(1);
        assertThat(stamp.attempts()).isEqualTo(1);
        assertThat(Wire.text(hop.upstreamStamps())).containsExactly("svc;t=40");
    }

    @Test
    void retries_are_upstream_time_of_the_committed_attempt_only() {
        CallTimer call = call();
        ticker.advance(1);
        CallAttempt first = call.attempt();
        ticker.advance(20);
        first.answered(List.of());
        first.ended("UNAVAILABLE");
        ticker.advance(80);
        CallAttempt second = call.attempt();
        ticker.advance(30);
        second.answered(List.of());
        second.ended("OK");
        call.closed("OK");
        HopStamp stamp = stamp("OK");

        assertThat(stamp.upstreamNanos()).isEqualTo(30);
        assertThat(stamp.retryNanos()).isEqualTo(100);
        assertThat(stamp.attempts()).isEqualTo(2);
        assertThat(stamp.preTransportNanos()).isEqualTo(1);
        assertThat(stamp.beforeUpstreamNanos()).isEqualTo(101);
    }

    @Test
    void overlapping_calls_count_their_union_and_the_one_that_ended_last_speaks() {
        Upstream slow = new Upstream();
        ticker.advance(10);
        Upstream quick = new Upstream();
        ticker.advance(10);
        quick.answer("OK", "quick;t=1");
        ticker.advance(30);
        slow.answer("OK", "slow;t=1");
        ticker.advance(5);
        Upstream later = new Upstream();
        ticker.advance(7);
        later.answer("OK", "later;t=1");
        HopStamp stamp = stamp("OK");

        assertThat(stamp.upstreamNanos()).isEqualTo(57);
        assertThat(stamp.fanOut()).isEqualTo(3);
        assertThat(stamp.beforeUpstreamNanos()).isEqualTo(55);
        assertThat(Wire.text(hop.upstreamStamps())).containsExactly("later;t=1");
    }

    @Test
    void call_outstanding_at_the_stamp_counts_until_then() {
        Upstream done = new Upstream();
        Upstream open = new Upstream();
        ticker.advance(10);
        done.answer("OK", "done;t=1");
        ticker.advance(15);
        HopStamp stamp = stamp("OK");

        assertThat(stamp.upstreamNanos()).isEqualTo(25);
        assertThat(stamp.fanOut()).isEqualTo(2);
        assertThat(Wire.text(hop.upstreamStamps())).containsExactly("done;t=1");
        open.answer("OK", "open;t=1");
        assertThat(hop.stamp()).isEqualTo(stamp);
    }

    @Test
    void call_that_ends_after_the_stamp_lends_it_no_stamps() {
        Upstream late = new Upstream();
        Upstream quick = new Upstream();
        quick.answer("OK", "quick;t=1");
        stamp("OK");
        late.answer("OK", "late;t=1");

        assertThat(Wire.text(hop.upstreamStamps())).containsExactly("quick;t=1");
    }

    @Test
    void call_given_up_for_another_s_answer_does_not_speak_in_its_place() {
        Upstream slow = new Upstream();
        ticker.advance(5);
        Upstream quick = new Upstream();
        ticker.advance(10);
        quick.answer("NOT_FOUND", "quick;t=1");
        slow.fail("CANCELLED");
        HopStamp stamp = stamp("NOT_FOUND");

        assertThat(stamp.origin()).isNull();
        assertThat(stamp.beforeUpstreamNanos()).isEqualTo(5);
        assertThat(Wire.text(hop.upstreamStamps())).containsExactly("quick;t=1");
    }

    @Test
    void call_that_failed_after_another_s_answer_speaks() {
        new Upstream().answer("OK", "first;t=1");
        new Upstream().fail("UNAVAILABLE");

        assertThat(stamp("UNAVAILABLE").origin()).isEqualTo(Origin.UP);
    }

    @Test
    void answered_call_whose_application_is_not_told_yet_counts_until_its_answer() {
        Upstream open = new Upstream();
        ticker.advance(10);
        open.attempt.answered(List.of());
        ticker.advance(15);

        assertThat(stamp("OK").upstreamNanos()).isEqualTo(10);
    }

    @Test
    void calls_in_any_number_one_after_the_other_are_summed() {
        for (int i = 0; i < 3 * SpanUnion.MAX_SPANS; i++) {
            ticker.advance(1);
            Upstream one = new Upstream();
            ticker.advance(2);
            one.answer("OK");
        }
        HopStamp stamp = stamp("OK");

        assertThat(stamp.upstreamNanos()).isEqualTo(6L * SpanUnion.MAX_SPANS);
        assertThat(stamp.fanOut()).isEqualTo(3 * SpanUnion.MAX_SPANS);
    }

    @Test
    void upstream_time_is_left_out_when_it_does_not_fit_in_bounded_memory() {
        CallTimer waiting = call(); // waits for a connection, so nothing may be folded
        for (int i = 0; i <= SpanUnion.MAX_SPANS; i++) {
            ticker.advance(1);
            Upstream one = new Upstream();
            ticker.advance(2);
            one.answer("OK");
        }
        waiting.closed("UNAVAILABLE");
        HopStamp stamp = stamp("OK");

        assertThat(stamp.upstreamNanos()).isEqualTo(ABSENT);
        assertThat(stamp.fanOut()).isEqualTo(SpanUnion.MAX_SPANS + 2);
    }

    @Test
    void call_that_reached_no_connection_is_the_hop_s_own_time() {
        CallTimer call = call();
        ticker.advance(40);
        call.closed("UNAVAILABLE");
        HopStamp stamp = stamp("UNAVAILABLE");

        assertThat(stamp.upstreamNanos()).isEqualTo(ABSENT);
        assertThat(stamp.fanOut()).isEqualTo(1);
        assertThat(stamp.origin()).isEqualTo(Origin.UP);
    }

    @Test
    void unanswered_call_counts_until_its_stream_closed() {
        Upstream lost = new Upstream();
        ticker.advance(30);
        lost.attempt.ended("UNAVAILABLE");
        ticker.advance(5);
        lost.call.closed("UNAVAILABLE");

        assertThat(stamp("UNAVAILABLE").upstreamNanos()).isEqualTo(30);
    }

    @Test
    void origin_is_absent_for_OK() {
        new Upstream().fail("UNAVAILABLE");
        assertThat(stamp("OK").origin()).isNull();
    }

    @Test
    void origin_is_own_without_any_call() {
        assertThat(stamp("NOT_FOUND").origin()).isEqualTo(Origin.OWN);
    }

    @Test
    void origin_is_absent_when_an_answer_is_relayed() {
        new Upstream().answer("NOT_FOUND");
        assertThat(stamp("NOT_FOUND").origin()).isNull();
    }

    @Test
    void origin_is_own_when_the_answer_was_another() {
        new Upstream().answer("OK");
        assertThat(stamp("INTERNAL").origin()).isEqualTo(Origin.OWN);
    }

    @Test
    void origin_is_up_when_no_answer_was_had_whatever_the_hop_calls_it() {
        new Upstream().fail("UNAVAILABLE");
        assertThat(stamp("INTERNAL").origin()).isEqualTo(Origin.UP);
    }

    @Test
    void origin_is_own_when_the_hop_gave_up_its_call_for_another_reason() {
        new Upstream().fail("CANCELLED");
        assertThat(stamp("INVALID_ARGUMENT").origin()).isEqualTo(Origin.OWN);
    }

    @Test
    void shape_decides_whether_the_total_is_a_stream_s_life() {
        assertThat(stamp("OK").kind()).isNull();
        assertThat(other(Shape.STREAM).kind()).isEqualTo(HopStamp.Kind.STREAM);
        assertThat(other(Shape.UNKNOWN).kind()).isNull();
    }

    private HopStamp other(Shape shape) {
        HopTimer timer = HopTimer.start(ticker, hop.ask());
        timer.messageRead();
        timer.messageSent();
        return Objects.requireNonNull(timer.stamp(IDENTITY, "OK", shape));
    }

    @Test
    void call_of_unknown_shape_is_a_stream_once_a_second_message_passed() {
        hop.messageRead();
        hop.messageSent();
        hop.messageSent();
        assertThat(Objects.requireNonNull(hop.stamp(IDENTITY, "OK", Shape.UNKNOWN))
                        .kind())
                .isEqualTo(HopStamp.Kind.STREAM);
    }

    @Test
    void call_of_unknown_shape_is_a_stream_if_the_answering_hop_says_so() {
        new Upstream().answer("OK", "svc;t=5;k=stream");
        assertThat(Objects.requireNonNull(hop.stamp(IDENTITY, "OK", Shape.UNKNOWN))
                        .kind())
                .isEqualTo(HopStamp.Kind.STREAM);
    }

    @Test
    void there_is_one_stamp_and_no_call_is_timed_after_it() {
        HopStamp first = stamp("OK");
        ticker.advance(9);

        assertThat(hop.stamp(IDENTITY, "INTERNAL", Shape.UNARY)).isNull();
        assertThat(hop.stamp()).isSameAs(first);
        assertThat(hop.call()).isNull();
        assertThat(hop.sinceStampNanos()).isEqualTo(9);
    }

    @Test
    void no_call_is_timed_after_the_stream_has_ended_unstamped() {
        hop.ended();
        assertThat(hop.call()).isNull();
    }

    @Test
    void call_that_never_started_is_not_counted() {
        CallTimer abandoned = Objects.requireNonNull(hop.call());
        new Upstream().answer("OK");
        abandoned.closed("CANCELLED");

        assertThat(stamp("OK").fanOut()).isEqualTo(1);
    }

    @Test
    void ended_calls_leave_whatever_the_order() {
        Upstream a = new Upstream();
        Upstream b = new Upstream();
        Upstream c = new Upstream();
        ticker.advance(1);
        b.answer("OK");
        a.answer("OK");
        c.answer("OK");
        ticker.advance(50);

        assertThat(stamp("OK").upstreamNanos()).isEqualTo(1);
    }
}
