package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallTimerTest {
    private final FakeTicker ticker = new FakeTicker();
    private final CallTimer call = CallTimer.create(ticker);

    @Test
    void a_call_never_started_has_no_times() {
        assertThat(call.latencyNanos()).isEqualTo(ABSENT);
        assertThat(call.preTransportNanos()).isEqualTo(ABSENT);
        assertThat(call.retryNanos()).isEqualTo(ABSENT);
        assertThat(call.clientLagNanos()).isEqualTo(ABSENT);
        assertThat(call.attempts()).isZero();
    }

    @Test
    void an_answered_call_is_split_into_wait_latency_and_lag() {
        call.started();
        ticker.advance(3);
        CallAttempt attempt = call.attempt();
        ticker.advance(50);
        attempt.answered(Wire.bytes("svc;t=1"));
        ticker.advance(2);
        attempt.ended("OK");
        ticker.advance(5);
        call.closed("OK");

        assertThat(call.preTransportNanos()).isEqualTo(3);
        assertThat(call.latencyNanos()).isEqualTo(50);
        assertThat(call.clientLagNanos()).isEqualTo(7);
        assertThat(call.retryNanos()).isZero();
        assertThat(call.attempts()).isEqualTo(1);
        assertThat(Wire.text(call.stamps())).containsExactly("svc;t=1");
        assertThat(call.isAnswered()).isTrue();
    }

    @Test
    void a_retried_call_s_latency_is_its_last_attempt_s() {
        call.started();
        CallAttempt first = call.attempt();
        ticker.advance(20);
        first.answered(Wire.bytes("bad;t=1"));
        first.ended("UNAVAILABLE");
        ticker.advance(100);
        CallAttempt second = call.attempt();
        ticker.advance(30);
        second.answered(Wire.bytes("good;t=1"));
        second.ended("OK");
        call.closed("OK");

        assertThat(call.latencyNanos()).isEqualTo(30);
        assertThat(call.retryNanos()).isEqualTo(120);
        assertThat(call.attempts()).isEqualTo(2);
        assertThat(Wire.text(call.stamps())).containsExactly("good;t=1");
    }

    @Test
    void a_retry_that_the_deadline_cut_off_leaves_the_call_unanswered() {
        call.started();
        CallAttempt first = call.attempt();
        ticker.advance(20);
        first.answered(Wire.bytes("bad;t=1"));
        first.ended("UNAVAILABLE");
        ticker.advance(10);
        call.attempt();
        ticker.advance(30);
        call.closed("DEADLINE_EXCEEDED");

        assertThat(call.isAnswered()).isFalse();
        assertThat(call.latencyNanos()).isEqualTo(ABSENT);
        assertThat(call.stamps()).isEmpty();
        assertThat(call.retryNanos()).isEqualTo(30);
    }

    @Test
    void hedging_commits_to_the_attempt_that_answered_though_another_went_out_later() {
        call.started();
        CallAttempt first = call.attempt();
        ticker.advance(10);
        CallAttempt hedge = call.attempt();
        ticker.advance(5);
        first.answered(Wire.bytes("first;t=1"));
        first.ended("OK");
        hedge.ended("CANCELLED");
        call.closed("OK");

        assertThat(call.latencyNanos()).isEqualTo(15);
        assertThat(call.retryNanos()).isZero();
        assertThat(call.attempts()).isEqualTo(2);
        assertThat(Wire.text(call.stamps())).containsExactly("first;t=1");
    }

    @Test
    void hedging_past_a_refusal_commits_to_the_hedge() {
        call.started();
        CallAttempt first = call.attempt();
        ticker.advance(10);
        CallAttempt hedge = call.attempt();
        ticker.advance(5);
        first.answered(Wire.bytes("first;t=1"));
        first.ended("UNAVAILABLE");
        ticker.advance(7);
        hedge.answered(Wire.bytes("hedge;t=1"));
        hedge.ended("OK");
        call.closed("OK");

        assertThat(call.latencyNanos()).isEqualTo(12);
        assertThat(call.retryNanos()).isEqualTo(10);
        assertThat(Wire.text(call.stamps())).containsExactly("hedge;t=1");
    }

    @Test
    void a_call_that_reached_no_connection_has_no_attempt() {
        call.started();
        ticker.advance(40);
        call.closed("UNAVAILABLE");

        assertThat(call.attempts()).isZero();
        assertThat(call.preTransportNanos()).isEqualTo(ABSENT);
        assertThat(call.latencyNanos()).isEqualTo(ABSENT);
    }

    @Test
    void what_is_told_of_an_attempt_that_never_was_changes_nothing() {
        call.started();
        ticker.advance(10);
        call.ended("UNAVAILABLE");
        call.answered(Wire.bytes("svc;t=1"));
        ticker.advance(10);
        CallAttempt attempt = call.attempt();
        ticker.advance(5);
        attempt.answered(List.of());
        call.closed("OK");

        assertThat(call.latencyNanos()).isEqualTo(5);
        assertThat(call.stamps()).isEmpty();
    }

    @Test
    void events_after_the_close_change_nothing() {
        call.started();
        CallAttempt attempt = call.attempt();
        ticker.advance(10);
        attempt.answered(List.of());
        call.closed("OK");
        ticker.advance(10);
        attempt.answered(Wire.bytes("late;t=1"));
        attempt.ended("CANCELLED");
        call.attempt().answered(Wire.bytes("later;t=1"));
        call.closed("INTERNAL");
        call.started();

        assertThat(call.latencyNanos()).isEqualTo(10);
        assertThat(call.attempts()).isEqualTo(1);
        assertThat(call.code()).isEqualTo("OK");
    }
}
