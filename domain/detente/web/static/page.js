// What a page does beyond showing: each part is a module of its own, and works on what the server has written.
import { follow } from "./cursor.js";
import { bindKeys } from "./keys.js";
import { followLinks, show } from "./live.js";
import { reloadOnChange } from "./reload.js";
import { copyOnClick } from "./copy.js";
import { fillParts } from "./part.js";
import { findNames } from "./find.js";
import { siftTables } from "./sift.js";

follow();
followLinks();
bindKeys();
copyOnClick();
fillParts();
reloadOnChange();
findNames();
siftTables();
if (document.body.dataset.days && location.search) show(location.href);
const map = document.querySelector("[data-map]");
if (map) import("./map.js").then(({ drawMap }) => drawMap(map));
