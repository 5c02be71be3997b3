// Pages of a site that was written, where no server answers: beside a page lie the pieces that it is made of, and which
// of them make it on which days. What is so on a day was worked out when they were written.

const ISO = /\u0001/g;
const WORDS = /\u0002/g;
let kept = null;

// Returns the page at an address, as a server would; of what is not written it is said so, and there is none.
export async function written(address) {
  const asked = new URL(address, location.href);
  kept ??= fetch(document.body.dataset.days).then((response) => response.json());
  const { months, pieces, spans } = await kept;
  const day = dayOf(asked);
  const [, , runs] = spans.find(([first, last]) => first <= day && day <= last) ?? [];
  document.querySelector("[data-unanswered]").hidden = Boolean(runs);
  if (!runs) return [];
  const html = [];
  for (let run = 0; run < runs.length; run += 2) html.push(...pieces.slice(runs[run], runs[run + 1]));
  const [year, month, date] = day.split("-").map(Number);
  const words = `${date} ${months[month - 1]} ${year}`;
  const page = new DOMParser().parseFromString(html.join("").replace(ISO, day).replace(WORDS, words), "text/html");
  page.querySelector(`[data-cursor] option[value="${day}"]`)?.setAttribute("selected", "");
  return [page, null];
}

// The day that an address asks for; none where it asks for more, or for what is no day.
function dayOf({ searchParams }) {
  const day = searchParams.get("on") ?? reach("9999-12-31");
  return [...searchParams.keys()].every((name) => name === "on") && day === reach(day) ? day : "";
}

// The day nearest to one that can be shown: any until the last, or the last of a year.
export function reach(day) {
  const { each, today, stops } = document.querySelector("[data-cursor]").dataset;
  if (!each) return day;
  const last = each === "year" ? `${day.slice(0, 4)}-12-31` : day;
  const first = each === "year" ? stops.slice(0, 10) : "0001-01-01";
  return last > today ? today : last < first ? first : last;
}
