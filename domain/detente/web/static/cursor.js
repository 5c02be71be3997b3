// The date that a page looks at: it can be dragged on what is drawn, stepped from event to event, and played. Wherever
// it goes, the address says it, and the server writes what is so then, or has written it before.
import { show } from "./live.js";
import { reach } from "./written.js";

const DAY = 86_400_000;
const A_STEP = 900; // milliseconds that each event is shown while the course is played
const SOON = 60; // milliseconds of rest after which the server is asked while the hand is dragged
const seen = new WeakMap(); // at which day each drawing was brought into view
let playing = null;
let waiting = null;

const cursor = () => document.querySelector("[data-cursor]");
const tracks = () => [...document.querySelectorAll("[data-track]")];
const days = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const text = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const stops = () => (cursor()?.dataset.stops || "").split(" ").filter(Boolean);

export const day = () => cursor()?.dataset.day;

export function follow() {
  if (!cursor()) return;
  ready();
  document.addEventListener("detente:shown", ready);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-step]");
    if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      pause();
      // A page that is written is the same on many days, and does not say which come before and after.
      if (!cursor().dataset.each) show(link.href);
      else if (link.dataset.step === "today") today();
      else step(link.dataset.step);
      return;
    }
    if (event.target.closest("[data-play]")) toggle();
  });
  dragging();
}

export function go(asked, { wait = 0 } = {}) {
  const to = reach(asked);
  const address = new URL(location.href);
  address.hash = "";
  address.searchParams.set("on", to);
  cursor().dataset.day = to;
  place(to);
  clearTimeout(waiting);
  waiting = setTimeout(() => show(address.pathname + address.search), wait);
}

export function step(way) {
  pause();
  const to = stopAt(way);
  if (to) go(to);
}

const stopAt = (way) => ({ prev: before(day()), next: after(day()), first: stops()[0], last: stops().at(-1) })[way];

export function today() {
  pause();
  go(cursor().dataset.today);
}

export function by(years) {
  pause();
  const moved = new Date(days(day()) * DAY);
  moved.setUTCFullYear(moved.getUTCFullYear() + years);
  go(text(Math.round(moved / DAY)), { wait: SOON });
}

export function toggle() {
  if (playing) { pause(); return; }
  if (!after(day()) && stops()[0]) go(stops()[0]);
  playing = setInterval(() => {
    const to = after(day());
    if (to) go(to); else pause();
  }, A_STEP);
  ready();
}

function pause() {
  clearInterval(playing);
  playing = null;
  ready();
}

const before = (from) => stops().filter((stop) => stop < from).at(-1);
const after = (from) => stops().find((stop) => stop > from);

function ready() {
  const button = document.querySelector("[data-play]");
  if (button) {
    button.hidden = stops().length === 0;
    button.textContent = playing ? button.dataset.stop : button.dataset.go;
    button.setAttribute("aria-pressed", String(Boolean(playing)));
  }
  for (const link of document.querySelectorAll("[data-each] a[data-step]:not([data-step=today])")) {
    link.classList.toggle("off", [undefined, day()].includes(stopAt(link.dataset.step)));
  }
  const said = document.querySelector("#state .statement")?.textContent.trim();
  for (const area of tracks()) {
    area.dataset.ready = "";
    slider(area).setAttribute("aria-valuenow", days(day()));
    slider(area).setAttribute("aria-valuetext", said || day());
  }
  place(day());
  tracks().forEach(reveal);
  const current = document.querySelector(".events [aria-current]");
  const list = current?.closest("[data-scrolls]");
  if (list && list.scrollHeight > list.clientHeight) {
    const top = current.offsetTop - list.clientHeight / 3;
    list.scrollTo({ top, behavior: "instant" });
  }
}

// Whoever does not see the drawing has the date as a slider.
function slider(area) {
  const grip = area.querySelector("[role=slider]");
  if (grip) return grip;
  const made = document.createElement("span");
  made.className = "slider";
  made.tabIndex = 0;
  made.dataset.moves = "";
  made.setAttribute("role", "slider");
  made.setAttribute("aria-label", area.dataset.label);
  made.setAttribute("aria-valuemin", days(area.dataset.first));
  made.setAttribute("aria-valuemax", days(area.dataset.last));
  area.append(made);
  return made;
}

// While the server is asked, the hands are there already.
function place(to) {
  for (const area of tracks()) {
    const { first, last, left, right } = area.dataset;
    const count = days(last) - days(first) + 1;
    const passed = Math.min(Math.max(days(to) - days(first) + 1, 0), count);
    const x = Number(left) + ((right - left) * passed) / count;
    area.querySelector(".hand g").setAttribute("transform", `translate(${x} 0)`);
  }
}

// Where a drawing is wider than its place, its hand is brought into view when it has come to another day.
function reveal(area) {
  if (seen.get(area) === day()) return;
  seen.set(area, day());
  const [place, hand] = [area.parentElement, area.querySelector(".hand g")].map((one) => one.getBoundingClientRect());
  if (hand.left >= place.left && hand.right <= place.right) return;
  area.parentElement.scrollBy({ left: (hand.left + hand.right - place.left - place.right) / 2, behavior: "instant" });
}

function dragging() {
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    held = event.button === 0 ? event.target.closest("[data-track]") : null;
    if (!held) return;
    event.preventDefault();
    pause();
    held.setPointerCapture(event.pointerId);
    slider(held).focus({ preventScroll: true });
    go(dayAt(held, event.clientX), { wait: SOON });
  });
  document.addEventListener("pointermove", (event) => {
    if (held) go(dayAt(held, event.clientX), { wait: SOON });
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { held = null; });
}

function dayAt(area, clientX) {
  const box = area.getBoundingClientRect();
  const { first, last, left, right, width } = area.dataset;
  const share = Math.min(Math.max((((clientX - box.left) / box.width) * width - left) / (right - left), 0), 1);
  const count = days(last) - days(first) + 1;
  return text(days(first) + Math.min(Math.floor(share * count), count - 1));
}
