// Names that several parts of a view share.

/** Under which the line of p99 is hidden; no hop is called so. */
export const P99 = "p99 end to end";
