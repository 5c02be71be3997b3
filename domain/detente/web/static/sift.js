// The rows of tables in a site that is written, where no server sorts or filters them: sorted by a column, and those
// alone in which some words stand. Going to another day brings other rows, of which the same is asked.

let by = null; // the place of the column, and whether it is read from its end

export function siftTables() {
  const words = document.querySelector("[data-sift] input");
  if (!words) return;
  words.closest("[data-sift]").hidden = false;
  words.addEventListener("input", filter);
  document.addEventListener("detente:shown", ready);
  ready();
}

function ready() {
  for (const head of heads()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const at = heads().indexOf(head);
      by = { at, isTurned: by?.at === at && !by.isTurned };
      sort();
    });
    head.replaceChildren(button);
  }
  sort();
  filter();
}

const heads = () => [...document.querySelectorAll("[data-sorts] th[scope=col]")];
const rows = () => [...document.querySelectorAll("[data-sorts] tbody tr")];
const key = (row) => row.cells[by.at].dataset.key ?? row.cells[by.at].textContent;

function sort() {
  if (!by || !heads()[by.at]) return;
  const way = by.isTurned ? -1 : 1;
  const sorted = rows().sort((one, other) => way * key(one).localeCompare(key(other), undefined, { numeric: true }));
  document.querySelector("[data-sorts] tbody")?.append(...sorted);
  for (const [at, head] of heads().entries()) {
    if (at === by.at) head.setAttribute("aria-sort", by.isTurned ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function filter() {
  const place = document.querySelector("[data-sift]");
  const words = place.querySelector("input").value.toLowerCase().split(/\s+/);
  for (const row of rows()) {
    const said = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => said.includes(word));
  }
  const shown = rows().filter((row) => !row.hidden).length;
  place.querySelector("output").textContent = words.some(Boolean) ? `${shown} / ${rows().length}` : "";
}
