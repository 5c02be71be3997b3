// Going to another address of the same page without losing the place: the parts marked data-live are exchanged for
// those that the server writes at that address. Parts that are alike stay, so that nothing flickers.

let asked = 0;
let abort = new AbortController();

export async function show(address, { push = false } = {}) {
  const mine = ++asked;
  abort.abort();
  abort = new AbortController();
  let answer;
  try {
    const response = await fetch(address, { signal: abort.signal, headers: { Accept: "text/html" } });
    if (!response.ok) { location.href = address; return; }
    answer = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") document.documentElement.dataset.offline = "";
    return;
  }
  if (mine !== asked) return;
  delete document.documentElement.dataset.offline;
  for (const part of document.querySelectorAll("[data-live]")) exchange(part, answer.getElementById(part.id));
  document.title = answer.title;
  document.body.dataset.stamp = answer.body.dataset.stamp;
  const method = push ? "pushState" : "replaceState";
  history[method](null, "", address);
  document.dispatchEvent(new CustomEvent("detente:shown"));
}

function exchange(part, other) {
  if (!other || part.innerHTML === other.innerHTML) return;
  const open = [...part.querySelectorAll("details[open]")].map((one) => nameOf(one)).filter(Boolean);
  const focused = part.contains(document.activeElement) && pathOf(part, document.activeElement);
  const scrolled = [...part.querySelectorAll("[data-scrolls]")].map((one) => one.scrollTop);
  part.replaceChildren(...[...other.childNodes].map((node) => document.importNode(node, true)));
  for (const one of part.querySelectorAll("details")) if (open.includes(nameOf(one))) one.open = true;
  [...part.querySelectorAll("[data-scrolls]")].forEach((one, index) => { one.scrollTop = scrolled[index] ?? 0; });
  if (focused) part.querySelector(focused)?.focus({ preventScroll: true });
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
