// The map of today's borders, coloured by where each country stands with the one that it is seen from. What it shows
// stands in the list beside it, which the server writes.
import feature from "./vendor/topojson-client/feature.js";
import { geoCentroid, geoEqualEarth, geoGraticule10, geoPath } from "./vendor/d3-geo/d3-geo.min.mjs";
import { zoomable } from "./zoom.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 960;
const HEIGHT = 470;
const DOT = 4.5; // pixels, however near the map is
const LETTER = 12;
const ROOM = 320; // square pixels that a country has when there is room for a letter on it

export async function drawMap(figure) {
  const [atlas, small] = await Promise.all(
    ["countries-110m.json", "small.json"].map(async (name) => (await fetch(new URL(`./vendor/world-atlas/${name}`, import.meta.url))).json()),
  );
  const countries = feature(atlas, atlas.objects.countries).features;
  const view = zoomable(figure, WIDTH, HEIGHT, sized);
  let seen = null;
  const draw = () => {
    figure.replaceChildren(made(countries, small));
    const from = document.querySelector("[data-seen-from]").dataset.seenFrom;
    view.show({ whole: from !== seen });
    seen = from;
  };
  draw();
  document.addEventListener("detente:shown", draw);
}

function made(countries, small) {
  const rows = new Map(
    [...document.querySelectorAll("[data-places]")].flatMap((row) => row.dataset.places.split("|").map((key) => [key, row])),
  );
  const several = new Set(document.querySelector("[data-several]").dataset.several.split("|"));
  const seen = document.querySelector("[data-seen-from]").dataset.seenFrom;
  const middle = middleOf(seen, countries, small);
  const projection = geoEqualEarth().rotate([-middle[0], 0]).fitSize([WIDTH, HEIGHT], { type: "Sphere" });
  const path = geoPath(projection);
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  svg.append(hatching());
  svg.append(element("path", { class: "sea", d: path({ type: "Sphere" }) }));
  svg.append(element("path", { class: "graticule", d: path(geoGraticule10()) }));
  const letters = [];
  for (const country of countries) {
    const key = keyOf(country);
    const shape = element("path", { d: path(country) ?? "" });
    svg.append(several.has(key) ? shared(shape) : place(shape, rows.get(key), key === seen, country.properties.name));
    if (rows.has(key)) letters.push([rows.get(key), largest(path(country) ?? "")]);
  }
  for (const [key, where] of Object.entries(small)) {
    if (!rows.has(key) && key !== seen) continue;
    const [cx, cy] = projection(where);
    svg.append(place(element("circle", { cx, cy }), rows.get(key), key === seen, ""));
  }
  for (const [row, { x, y, area }] of letters) svg.append(element("text", { x, y, "data-area": area, class: flags(row).join(" ") }, row.dataset.mark));
  return svg;
}

// Dots and letters are as large however near the map is; `unit` is how much of it a pixel shows.
function sized(svg, unit) {
  for (const dot of svg.querySelectorAll("circle")) dot.setAttribute("r", DOT * unit);
  for (const letter of svg.querySelectorAll("text")) {
    letter.setAttribute("font-size", LETTER * unit);
    letter.setAttribute("visibility", letter.dataset.area > ROOM * unit * unit ? "visible" : "hidden");
  }
}

function place(shape, row, isSeen, name) {
  const told = row?.dataset.status ? ["told", `status-${row.dataset.status}`] : [];
  shape.setAttribute("class", ["place", ...told, ...(isSeen ? ["seen"] : []), ...flags(row)].join(" "));
  shape.append(element("title", {}, row ? row.textContent.replace(/\s+/g, " ").trim() : name));
  if (!row) return shape;
  const link = element("a", { href: row.querySelector("a").getAttribute("href"), tabindex: "-1" });
  link.append(shape);
  return link;
}

// What a row says beside a status: that it is not certain, that the record ended before, that it cannot be answered.
function flags(row) {
  return row ? ["open", "ended", "unknown"].filter((one) => one in row.dataset) : [];
}

// Where more than one state stood the colour of one would say too much.
function shared(shape) {
  shape.setAttribute("class", "place shared");
  shape.append(element("title", {}, document.querySelector("[data-several-said]").textContent));
  return shape;
}

function hatching() {
  const pattern = element("pattern", { id: "shared", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(element("path", { d: "M0 0V6", class: "hatching" }));
  const defs = element("defs", {});
  defs.append(pattern);
  return defs;
}

// The middle and the size of the largest piece that is drawn of a country: the middle of islands far from each other, or
// of what the edge of the map cuts in two, may lie in the sea, or in another country.
function largest(outline) {
  const pieces = outline.split("M").slice(1).map((piece) => piece.replace("Z", "").split("L").map((point) => point.split(",").map(Number)));
  return pieces.map(middle).reduce((one, other) => (other.area > one.area ? other : one), { x: 0, y: 0, area: 0 });
}

function middle(points) {
  let [twice, x, y] = [0, 0, 0];
  for (const [index, [x0, y0]] of points.entries()) {
    const [x1, y1] = points[(index + 1) % points.length];
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { x: x / (3 * twice), y: y / (3 * twice), area: Math.abs(twice / 2) };
}

const keyOf = (country) => country.id ?? country.properties.name;

function middleOf(key, countries, small) {
  const found = countries.find((country) => keyOf(country) === key);
  return found ? geoCentroid(found) : small[key] ?? [0, 0];
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
