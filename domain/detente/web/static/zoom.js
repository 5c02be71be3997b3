// A drawing that can be seen nearer and moved: with buttons, with keys while it has the focus, with the wheel and the
// control key or two fingers on a pad, and by dragging. What it shows does not change.

const NEAREST = 24;
const A_STEP = 1.6;
const A_MOVE = 0.2; // of what is shown
const MEANT = 4; // pixels after which a press is a drag, and no click

export function zoomable(figure, width, height, sized) {
  let view = { x: 0, y: 0, times: 1 };
  const svg = () => figure.querySelector("svg");

  function show({ whole = false } = {}) {
    if (whole) view = { x: 0, y: 0, times: 1 };
    const [wide, high] = [width / view.times, height / view.times];
    view.x = Math.min(Math.max(view.x, 0), width - wide);
    view.y = Math.min(Math.max(view.y, 0), height - high);
    svg().setAttribute("viewBox", `${view.x} ${view.y} ${wide} ${high}`);
    sized(svg(), wide / (svg().clientWidth || width));
  }

  // What lies at a point, given in shares of what is shown, stays there; of the whole the country that it is seen from
  // comes into the middle.
  function nearer(by, [atX, atY] = [0.5, 0.5]) {
    const seen = view.times === 1 && svg().querySelector(".seen")?.getBBox();
    if (seen) {
      view.x = seen.x + seen.width / 2 - width / 2;
      view.y = seen.y + seen.height / 2 - height / 2;
    }
    const times = Math.min(Math.max(view.times * by, 1), NEAREST);
    view.x += (atX * width) / view.times - (atX * width) / times;
    view.y += (atY * height) / view.times - (atY * height) / times;
    view.times = times;
    show();
  }

  function move(right, down) {
    view.x += (right * width) / view.times;
    view.y += (down * height) / view.times;
    show();
  }

  const acts = {
    "+": () => nearer(A_STEP), "=": () => nearer(A_STEP), "-": () => nearer(1 / A_STEP), 0: () => show({ whole: true }),
    ArrowLeft: () => move(-A_MOVE, 0), ArrowRight: () => move(A_MOVE, 0),
    ArrowUp: () => move(0, -A_MOVE), ArrowDown: () => move(0, A_MOVE),
  };
  figure.addEventListener("keydown", (event) => {
    if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey && event.key !== "+") return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", acts[button.dataset.zoom]);
  }
  figure.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = svg().getBoundingClientRect();
    nearer(2 ** (-event.deltaY / 100), [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
  }, { passive: false });
  dragged(figure, (right, down) => {
    const box = svg().getBoundingClientRect();
    move(-right / box.width, -down / box.height);
  }, () => view.times > 1);
  new ResizeObserver(() => { if (svg()) show(); }).observe(figure);
  return { show };
}

function dragged(figure, move, isMovable) {
  let from = null;
  let meant = false;
  figure.addEventListener("pointerdown", (event) => {
    meant = false;
    from = event.button === 0 && isMovable() ? [event.clientX, event.clientY] : null;
  });
  figure.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [right, down] = [event.clientX - from[0], event.clientY - from[1]];
    if (!meant && Math.hypot(right, down) < MEANT) return;
    if (!meant) figure.setPointerCapture(event.pointerId);
    meant = true;
    from = [event.clientX, event.clientY];
    move(right, down);
  });
  for (const end of ["pointerup", "pointercancel"]) figure.addEventListener(end, () => { from = null; });
  figure.addEventListener("click", (event) => { if (meant) event.preventDefault(); }, true);
  figure.addEventListener("dragstart", (event) => event.preventDefault());
}
