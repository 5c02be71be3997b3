// Parts of a page that are worked out when somebody opens them: they are fetched from an address of their own.

const filled = new WeakMap();

export function fillParts() {
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details[data-part][open]")) fill(event.target);
  }, true);
  document.addEventListener("detente:shown", () => {
    for (const details of document.querySelectorAll("details[data-part][open]")) fill(details);
  });
}

async function fill(details) {
  const address = details.dataset.part;
  if (filled.get(details) === address) return;
  filled.set(details, address);
  const place = details.querySelector("[data-moves]");
  const waits = place.querySelector("[data-waits]");
  place.setAttribute("aria-busy", "true");
  if (waits) waits.hidden = false;
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const again = response.status === 503 && Number(response.headers.get("Retry-After"));
    if (again) {
      filled.delete(details);
      setTimeout(() => { if (details.isConnected) fill(details); }, again * 1000);
      return;
    }
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = answer.querySelector(response.ok ? "#found" : ".why");
    if (found && details.dataset.part === address) place.replaceChildren(document.importNode(found, true));
    place.removeAttribute("aria-busy");
  } catch {
    if (waits) waits.hidden = true;
    filled.delete(details); // the link stays, and it is asked again when it is opened again
  }
}
