// Going to another address of the same page without losing the place: the parts marked data-live are exchanged for
// those that the server writes at that address. Parts that are alike stay, so that nothing flickers.

import { written } from "./written.js";

let asked = 0;
let coming = null; // where it is gone to while the server is asked, and how
let abort = new AbortController();

export async function show(address, { push = false, still = false } = {}) {
  const mine = ++asked;
  coming = { address, push };
  abort.abort();
  abort = new AbortController();
  let answer, answered;
  try {
    [answer, answered] = await (document.body.dataset.days ? written(address) : served(address, abort.signal));
  } catch (error) {
    if (error.name !== "AbortError") document.documentElement.dataset.offline = "";
    return;
  } finally {
    if (mine === asked) coming = null;
  }
  if (mine !== asked || !answer) return;
  delete document.documentElement.dataset.offline;
  for (const part of document.querySelectorAll("[data-live]")) exchange(part, answer.getElementById(part.id));
  document.title = answer.title;
  if (answer.body.dataset.stamp) document.body.dataset.stamp = answer.body.dataset.stamp;
  const method = push ? "pushState" : "replaceState";
  // A form may have been answered at another address than the one it asks.
  history[method](null, "", final(address, answered));
  document.dispatchEvent(new CustomEvent("detente:shown"));
  const place = new URL(address, location.href).hash;
  if (place && !still) document.getElementById(decodeURIComponent(place.slice(1)))?.scrollIntoView({ block: "nearest" });
}

// Shows the same anew, without moving it; where somebody goes elsewhere at this moment, they get there.
export const again = () => coming ? show(coming.address, coming) : show(location.href, { still: true });

// Returns the page at an address and the address that answers in its place, if another does; no page where the browser
// has to go there itself.
async function served(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  // A page that says what is wrong with what is asked may show the rest all the same.
  if (!response.ok && !page.getElementById("refused")) { leave(new URL(address, location.href)); return []; }
  return [page, response.redirected ? response.url : null];
}

// An address that has a place in the page would only be scrolled to where it is that of the page already.
function leave({ href, pathname, search }) {
  if (pathname + search === location.pathname + location.search) location.reload();
  else location.href = href;
}

// Links and forms that lead to another address of the same page exchange its parts too; going back does as well.
export function followLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-live] a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || link.hasAttribute("download")) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!isHere(link) || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    show(link.href, { push: true });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-live] form");
    if (!form || form.method !== "get" || !isHere(new URL(form.action))) return;
    event.preventDefault();
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    const { pathname, hash } = new URL(form.action);
    show(`${pathname}?${new URLSearchParams(given)}${hash}`, { push: true });
  });
  let shown = location.pathname + location.search;
  document.addEventListener("detente:shown", () => { shown = location.pathname + location.search; });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) show(location.href);
  });
}

const isHere = ({ origin, pathname }) => origin === location.origin && pathname === location.pathname;

const final = (address, answered) => answered ? answered + new URL(address, location.href).hash : address;

function exchange(part, other) {
  if (!other || bare(part) === bare(other)) return;
  const open = [...part.querySelectorAll("details[open]")].map((one) => nameOf(one)).filter(Boolean);
  const focused = part.contains(document.activeElement) && pathOf(part, document.activeElement);
  const scrolled = [...part.querySelectorAll("[data-scrolls]")].map((one) => one.scrollTop);
  part.replaceChildren(...[...other.childNodes].map((node) => document.importNode(node, true)));
  for (const one of part.querySelectorAll("details")) if (open.includes(nameOf(one))) one.open = true;
  [...part.querySelectorAll("[data-scrolls]")].forEach((one, index) => { one.scrollTop = scrolled[index] ?? 0; });
  if (focused) part.querySelector(focused)?.focus({ preventScroll: true });
}

// What a part is apart from what a script has put there or moves.
function bare(part) {
  const copy = part.cloneNode(true);
  for (const one of copy.querySelectorAll("[data-moves]")) one.remove();
  for (const one of copy.querySelectorAll("[data-ready]")) one.removeAttribute("data-ready");
  return copy.innerHTML;
}

function nameOf(details) {
  return details.dataset.name || details.closest("li[id]")?.id || details.querySelector("summary")?.textContent;
}

function pathOf(part, element) {
  if (element.dataset.step) return `[data-step="${element.dataset.step}"]`;
  if ("play" in element.dataset) return "[data-play]";
  if (element.name) return `[name="${CSS.escape(element.name)}"]`;
  return element.id ? `#${CSS.escape(element.id)}` : null;
}
