// Copying what stands beside a button.

export function copyOnClick() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copy).textContent;
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = said; }, 1500);
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
  });
  unhide();
  document.addEventListener("detente:shown", unhide);
}

function unhide() {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}
