/* Outlines over the areas: the one under the mouse, the focused, the chosen, the picked. Drawn above
   the areas, because bringing a focused area itself to the front would lose its focus. */
"use strict";

const wardenMarks = (() => {
  const NAMES = ["picked", "hover", "focus", "chosen"];
  let map = null;
  let areas = [];
  let byId = new Map();
  let factsOf = () => null;
  let outlines = {};
  let chosen = null;
  let picked = new Set();

  /* `knownOf` answers what is to be said of an area. */
  function attach(leafletMap, all, knownOf) {
    map = leafletMap;
    areas = all;
    byId = new Map(areas.map((area) => [area.id, area]));
    factsOf = knownOf;
    outlines = Object.fromEntries(NAMES.map((name) => [name, outline(name)]));
  }

  function outline(name) {
    return L.polygon([], { className: name, fill: false, interactive: false, pane: "marks" }).addTo(map);
  }

  /* Outline an area and say what it is; `kind` is "hover" or "focus". */
  function point(kind, area) {
    outlines[kind].setLatLngs(area ? area.rings : []);
    wardenTip.show(map, area, area && factsOf(area.id), kind);
  }

  /* Answers the area, if there is one with this id. */
  function choose(id) {
    chosen = byId.has(id) ? id : null;
    outlines.chosen.setLatLngs(chosen ? byId.get(chosen).rings : []);
    for (const area of areas) area.path.setAttribute("aria-pressed", String(area.id === chosen));
    return byId.get(id);
  }

  /* Answers the areas that are picked now and were not before, or the other way round. */
  function pick(ids) {
    picked = new Set(ids.filter((id) => byId.has(id)));
    outlines.picked.setLatLngs([...picked].map((id) => byId.get(id).rings));
    const changed = areas.filter((area) => Boolean(area.isPicked) !== picked.has(area.id));
    for (const area of changed) {
      area.isPicked = picked.has(area.id);
      area.path.classList.toggle("is-picked", area.isPicked);
    }
    return changed;
  }

  /* What is picked if one area more is, or no longer is. The chosen one is the first of several. */
  function toggled(id) {
    const ids = new Set(picked.size ? picked : chosen ? [chosen] : []);
    if (!ids.delete(id)) ids.add(id);
    return [...ids];
  }

  /* What is picked if these are, too. */
  const joined = (...ids) => [...new Set([...picked, ...ids])];

  return { attach, choose, joined, pick, point, toggled };
})();
