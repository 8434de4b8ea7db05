// Terms piled upon each other, in the order of the path.

/**
 * The upper edges of `terms` piled up, the first at the bottom. A term that is unknown where the whole is known takes no
 * room: what it took is in the link around it. Where the whole is unknown every edge is, so that gaps go all the way up.
 * Times below zero, which clocks of some grain give, take no room either.
 */
export function pile(history, hidden = new Set()) {
  const edges = [];
  let below = history.t.map((_, row) => (history.p50[row] === null ? null : 0));
  for (const term of history.terms) {
    const shown = !hidden.has(term.name);
    below = below.map((edge, row) => (edge === null ? null : edge + (shown ? Math.max(0, term.p50[row] ?? 0) : 0)));
    edges.push({ term, shown, edge: below });
  }
  return edges;
}

/** A value that all but one in `1 / (1 - share)` stay below; null of nothing. */
export function quantile(values, share) {
  const known = values.filter((value) => value !== null && value !== undefined).sort((a, b) => a - b);
  return known.length === 0 ? null : known[Math.min(known.length - 1, Math.floor(share * known.length))];
}

/**
 * Where the scale of a pile ends: all of the pile and the usual, and of the line of p99 what does not press the pile
 * flat. `cut` is the highest value that is not shown, or null.
 */
export function ceiling(top, line, usual = null) {
  const pileTop = Math.max(quantile(top, 1) ?? 0, usual ?? 0);
  const lineTop = quantile(line, 1) ?? 0;
  const wanted = Math.max(pileTop, Math.min(lineTop, Math.max(2 * pileTop, 0)));
  const end = (pileTop > 0 ? wanted : lineTop) * 1.06 || 1;
  return { end, cut: lineTop > end ? lineTop : null };
}

/**
 * How a term is painted: a number of the palette and whether it is hatched. A link has the colour of the hop that it
 * leads to and is hatched; what no stamp explains is grey. Hops are numbered as they come, round the palette.
 */
export function paints(terms, colours = 7) {
  let hops = 0;
  return terms.map((term) => {
    if (term.kind === "self") {
      return { colour: hops++ % colours, hatched: false };
    }
    return term.kind === "link" ? { colour: hops % colours, hatched: true } : { colour: -1, hatched: false };
  });
}
