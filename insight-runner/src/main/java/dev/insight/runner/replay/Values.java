package dev.insight.runner.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the value that a parser stands at, as what a field must be. Not thread-safe. */
final class Values {
    static final long MAX_MILLIS = 1_000_000_000;

    /** The year 9999. */
    static final long MAX_SECONDS = 253_402_300_799L;

    private static final int MAX_TEXT = 128;
    private static final int MAX_QUOTED = 40;
    private static final int FRACTION_DIGITS = 6;
    private static final int MILLION = 1_000_000;
    private static final int MAX_WHOLE_DIGITS = 12;

    private final Texts texts = new Texts();

    /** A duration of milliseconds, as nanoseconds. */
    long millis(JsonParser json, String field) throws IOException, BadRecordException {
        return number(json, field, 0, MAX_MILLIS);
    }

    /** Milliseconds that may be below zero, as nanoseconds. */
    long signedMillis(JsonParser json, String field) throws IOException, BadRecordException {
        return number(json, field, -MAX_MILLIS, MAX_MILLIS);
    }

    /** Seconds, as microseconds. */
    long seconds(JsonParser json, String field) throws IOException, BadRecordException {
        return number(json, field, 0, MAX_SECONDS);
    }

    /** A share of one, to the last digit. */
    double share(JsonParser json, String field) throws IOException, BadRecordException {
        double rounded = number(json, field, 0, 1) / (double) MILLION;
        double exact = json.getDoubleValue();
        return exact >= 0 && exact <= 1 ? exact : rounded;
    }

    /** How many. */
    int count(JsonParser json, String field) throws IOException, BadRecordException {
        return (int) (number(json, field, 0, MILLION) / MILLION);
    }

    boolean flag(JsonParser json, String field) throws IOException, BadRecordException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong(json, field, "true or false");
        };
    }

    /** A text; null where the recording says null. */
    @Nullable
    String text(JsonParser json, String field) throws IOException, BadRecordException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw wrong(json, field, "a text");
        }
        int length = json.getTextLength();
        if (length == 0 || length > MAX_TEXT) {
            throw wrong(json, field, "a text of 1 to " + MAX_TEXT + " characters");
        }
        return texts.text(json.getTextCharacters(), json.getTextOffset(), length);
    }

    /** A number from {@code least} to {@code most}, in millionths. */
    private static long number(JsonParser json, String field, long least, long most)
            throws IOException, BadRecordException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(json, field, "a number");
        }
        long millionths = millionths(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        if (millionths == Long.MIN_VALUE) {
            double value = json.getDoubleValue();
            if (!(value >= least && value <= most)) {
                throw wrong(json, field, "from " + least + " to " + most);
            }
            return Math.round(value * MILLION);
        }
        if (millionths < least * MILLION || millionths > most * MILLION) {
            throw wrong(json, field, "from " + least + " to " + most);
        }
        return millionths;
    }

    /** A decimal number without an exponent, which is sound JSON, rounded; {@code Long.MIN_VALUE} of other forms. */
    private static long millionths(char[] characters, int from, int length) {
        int end = from + length;
        boolean negative = characters[from] == '-';
        int first = negative ? from + 1 : from;
        int i = first;
        long value = 0;
        while (i < end && isDigit(characters[i])) {
            value = 10 * value + (characters[i++] - '0');
        }
        if (i - first > MAX_WHOLE_DIGITS) {
            return Long.MIN_VALUE;
        }
        int digits = 0;
        if (i < end && characters[i] == '.') {
            i++;
            for (; i < end && digits < FRACTION_DIGITS && isDigit(characters[i]); digits++) {
                value = 10 * value + (characters[i++] - '0');
            }
        }
        for (; digits < FRACTION_DIGITS; digits++) {
            value *= 10;
        }
        if (i < end && isDigit(characters[i])) {
            value += characters[i] >= '5' ? 1 : 0;
            while (i < end && isDigit(characters[i])) {
                i++;
            }
        }
        return i < end ? Long.MIN_VALUE : negative ? -value : value;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static BadRecordException wrong(JsonParser json, String field, String right) throws IOException {
        JsonToken token = json.currentToken();
        String value = token.isStructStart() ? "a structure" : json.getText();
        String shown = value.length() > MAX_QUOTED ? value.substring(0, MAX_QUOTED) + "…" : value;
        return new BadRecordException(
                field + " must be " + right + ": " + (token == JsonToken.VALUE_STRING ? '"' + shown + '"' : shown));
    }
}
