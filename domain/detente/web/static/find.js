// Finding a pair or a country in a site that is written: among the names that were written with it.

const MOST = 12;

export function findNames() {
  const place = document.querySelector("[data-find]");
  if (!place) return;
  let names = null;
  place.hidden = false;
  place.querySelector("input").addEventListener("input", async ({ target }) => {
    names ??= fetch(place.dataset.find).then((response) => response.json());
    const every = await names;
    const words = plain(target.value).split(/\s+/).filter(Boolean);
    const found = words.length ? every.filter(([, name]) => words.every((word) => plain(name).includes(word))) : [];
    place.querySelector("ul").replaceChildren(...found.slice(0, MOST).map(link));
  });
}

// Without accents, in small letters: who looks for Türkiye may write Turkiye.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function link([file, name]) {
  const item = document.createElement("li");
  const made = document.createElement("a");
  made.href = file;
  made.textContent = name;
  item.append(made);
  return item;
}
