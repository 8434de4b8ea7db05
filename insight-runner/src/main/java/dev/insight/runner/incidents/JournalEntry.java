package dev.insight.runner.incidents;

import dev.insight.diagnosis.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a journal says. Immutable.
 *
 * @param number which time of its incident it was told, from 1; a line may stand there twice
 * @param openedEpochMicros when the incident was opened, or {@code HopStamp.ABSENT} of a line in short
 * @param continues the id of the one that it continues, or null
 * @param verdict what was told; of a line in short without its evidence but the sentence, and without paths
 */
record JournalEntry(
        long number, long openedEpochMicros, @Nullable String continues, Verdict verdict) {}
