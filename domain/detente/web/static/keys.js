// The keys, and the list of them that “?” opens.
import { by, step, today, toggle } from "./cursor.js";

const ACTS = {
  ArrowLeft: () => step("prev"),
  ArrowRight: () => step("next"),
  "Shift+ArrowLeft": () => by(-1),
  "Shift+ArrowRight": () => by(1),
  Home: () => step("first"),
  End: () => step("last"),
  t: today,
  p: toggle,
  d: () => focus("[data-cursor] input[name=on]"),
  e: () => focus("#events"),
  s: () => focus("#suppose"),
  "/": () => focus(".find input"),
  "?": () => document.getElementById("keys")?.showModal(),
};
const WITH_CURSOR = ["ArrowLeft", "ArrowRight", "Shift+ArrowLeft", "Shift+ArrowRight", "Home", "End", "t", "p"];

export function bindKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    if (event.target.closest(".wide") === event.target && event.key.startsWith("Arrow")) return;
    const key = event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key;
    const act = ACTS[key];
    if (!act || (WITH_CURSOR.includes(key) && !document.querySelector("[data-cursor]"))) return;
    event.preventDefault();
    act();
  });
  for (const opener of document.querySelectorAll("[data-keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", ACTS["?"]);
  }
}

function focus(selector) {
  const element = document.querySelector(selector);
  if (!element) return;
  if (!element.matches("input")) element.tabIndex = -1;
  element.scrollIntoView({ block: "start" });
  element.focus({ preventScroll: true });
  element.select?.();
}
