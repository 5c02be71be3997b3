// When the log changes on disk, the page shows what it says now, at the same date.
import { show } from "./live.js";

export function reloadOnChange() {
  if (!document.body.dataset.stamp) return;
  const changes = new EventSource("/changes");
  changes.addEventListener("changed", (event) => {
    if (event.data === document.body.dataset.stamp) return;
    if (document.querySelector("[data-live]")) show(location.pathname + location.search);
    else location.reload();
  });
  addEventListener("pagehide", () => changes.close());
}
