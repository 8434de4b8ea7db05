// Arrow keys in a table of links: to the next link that way; Home and End along the row, with Ctrl to the first and last.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export function move(event, table) {
  const from = event.target.closest("td, th");
  if (!from || event.altKey || event.metaKey) {
    return;
  }
  const to = target(event, from, table);
  if (to) {
    event.preventDefault();
    for (const link of table.querySelectorAll('td a[tabindex="0"]')) {
      link.tabIndex = -1;
    }
    if (to.closest("td")) {
      to.tabIndex = 0;
    }
    to.focus();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function target(event, from, table) {
  const step = STEPS[event.key];
  if (step && !event.ctrlKey) {
    return next(table, from.parentElement.rowIndex, from.cellIndex, step);
  }
  if (event.key !== "Home" && event.key !== "End") {
    return null;
  }
  const within = event.ctrlKey ? table : from.parentElement;
  const links = within.querySelectorAll("td a");
  return event.key === "Home" ? links[0] : links[links.length - 1];
}

// Over cells without a link, as those of a region with itself.
function next(table, row, column, [down, right]) {
  for (let r = row + down, c = column + right; table.rows[r]?.cells[c]; r += down, c += right) {
    const link = table.rows[r].cells[c].querySelector("a");
    if (link) {
      return link;
    }
  }
  return null;
}
