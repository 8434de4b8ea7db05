// What charts say in words. Pure.
import { clock, ms, plural, span } from "./format.js";

/** Where a history is from and how fine: "10 s steps, from memory; memory reaches back to 21:40". */
export function sourceWords(history, now) {
  if (history === null) {
    return "";
  }
  const grain = history.detail ? "each probe" : `${span(history.step)} steps`;
  const said = [`${grain}, from ${history.source === "prometheus" ? "Prometheus" : "memory"}`];
  if (history.oldest !== null) {
    said.push(`memory reaches back to ${clock(history.oldest, { seconds: false, now })}`);
  }
  return said.join("; ");
}

/** What a row of a history says as a whole, for a reader of screens and for the readout. */
export function rowWords(history, row, now) {
  if (row === null || row < 0 || row >= history.t.length) {
    return "no time chosen";
  }
  const at = clock(history.t[row], { now });
  const probes = history.probes[row];
  const failures = history.failures[row];
  if (history.p50[row] === null) {
    return failures > 0 ? `${at}: ${failures} of ${plural(probes, "probe")} failed, none ended OK` : `${at}: nothing measured`;
  }
  const failed = failures > 0 ? `, ${failures} of ${plural(probes, "probe")} failed` : "";
  return history.detail ? `${at}: ${ms(history.p50[row])}` : `${at}: p50 ${ms(history.p50[row])}, p99 ${ms(history.p99[row])}${failed}`;
}

/** What one route costs beside another, from what each takes in the middle: "The forwarding layer adds 4.1 ms". */
export function differenceWords(one, other, { first, second, more }) {
  if (more === null) {
    const silent = first === null ? one : other;
    return `no call by ${silent} ended OK, so the two cannot be compared.`;
  }
  const numbers = `${ms(first)} by ${one}, ${ms(second)} by ${other}`;
  if (Math.abs(more) < 0.005) {
    return `Both take the same: ${numbers}.`;
  }
  if (one === "forwarded" && other === "direct") {
    return more > 0 ? `The forwarding layer adds ${ms(more)}: ${numbers}.` : `Forwarded is faster by ${ms(-more)}: ${numbers}.`;
  }
  return `${one} takes ${ms(Math.abs(more))} ${more > 0 ? "more" : "less"} than ${other}: ${numbers}.`;
}
