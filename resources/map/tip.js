/* The words beside the pointer or the focused area. */
"use strict";

const wardenTip = (() => {
  let tip = null;
  let owner = null;

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
      if (owner === kind && tip) tip.remove();
      return;
    }
    tip ??= L.tooltip({ direction: "auto", className: "tip", opacity: 1, offset: [12, 0] });
    owner = kind;
    tip.setLatLng(area.at).setContent(words(facts)).openOn(map);
  }

  return { show, words };
})();
