"use strict";
// Search: rows that do not hold every word of the search are hidden.
const search = document.getElementById("search");
const body = document.querySelector(".learners tbody");
const found = document.getElementById("found");
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of body.rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    shown += !row.hidden;
  }
  found.textContent = words.length ? shown + " found" : "";
}
search.addEventListener("input", filter);
// Sort: a column's button sorts its table, once more turns it round. Numbers as numbers; empty cells last.
function key(row, column) {
  const text = row.cells[column].textContent.trim().replace("−", "-");
  const number = parseFloat(text);
  return text === "" || text === "–" ? null : Number.isNaN(number) || !/^[-+.\d]/.test(text) ? text.toLowerCase() : number;
}
function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th"), rows = button.closest("table").tBodies[0];
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const each of head.parentNode.cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = Array.from(rows.rows, (row) => [key(row, head.cellIndex), row]);
    keyed.sort((a, b) => (a[0] === null || b[0] === null || !down ? compare(a[0], b[0]) : compare(b[0], a[0])));
    rows.append(...keyed.map((pair) => pair[1]));
  });
}
