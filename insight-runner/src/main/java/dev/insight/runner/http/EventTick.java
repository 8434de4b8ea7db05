package dev.insight.runner.http;

/**
 * What all streams that are up to date are sent at one time, encoded once. Immutable: nobody writes to the arrays.
 *
 * @param since the change up to which a stream must have been told for this to be all that is new
 * @param number the change up to which it tells
 * @param changes events of what changed
 * @param status an event of the status
 * @param statusNumber how many times there was a new status
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EventTick(long since, long number, byte[] changes, byte[] status, long statusNumber) {}
