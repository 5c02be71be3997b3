// When the log changes on disk, or more was found in it, the page shows what it says now, at the same date; a page that
// says what is wrong does too.
import { again } from "./live.js";

export function reloadOnChange() {
  if (!("stamp" in document.body.dataset)) return;
  const changes = new EventSource("/changes");
  changes.addEventListener("changed", (event) => {
    if (event.data === document.body.dataset.stamp) return;
    if (document.querySelector("[data-live]:not([data-live=everywhere])")) again();
    else location.reload();
  });
  addEventListener("pagehide", () => changes.close());
}
