package dev.insight.runner.store;

import java.util.List;

/**
 * What the open incidents say of one path. Immutable.
 *
 * @param ids those that name it, in the order in which they opened
 * @param isAccused whether one of them blames something on it, or one that is open may come to: not where only the prober that
 *     measures it stands still
 */
record PathIncidents(List<String> ids, boolean isAccused) {}
