/* The words beside the pointer or the focused area. */
"use strict";

const wardenTip = (() => {
  let tip = null;
  let owner = null;
  let said = null; /* the area it is about */

  function words(facts) {
    const box = document.createElement("div");
    const name = document.createElement("strong");
    name.textContent = facts.name;
    box.append(name);
    for (const line of facts.lines) {
      const row = document.createElement("div");
      row.textContent = line;
      box.append(row);
    }
    return box;
  }

  /* `kind` says who asks: leaving an area with the mouse must not take the focus's words away. */
  function show(map, area, facts, kind) {
    if (!area || !facts.name) {
      if (owner === kind) hide();
      return;
    }
    tip ??= L.tooltip({ direction: "auto", className: "tip", opacity: 1, offset: [12, 0] });
    owner = kind;
    said = area;
    tip.setLatLng(area.at).setContent(words(facts)).openOn(map);
  }

  function hide() {
    tip?.remove();
    said = null;
  }

  /* The same area, of which something else is to be said. */
  function again(map, factsOf) {
    if (said) show(map, said, factsOf(said.id), owner);
  }

  return { show, again, words };
})();
