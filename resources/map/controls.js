/* What stands in the corners: the whole county at one press, and where the lines come from. */
"use strict";

const wardenControls = (() => {
  let note = null;
  let corners = null; /* where they stand, until another note or size */

  function whole(map, show) {
    const Whole = L.Control.extend({
      onAdd() {
        const button = L.DomUtil.create("button", "whole leaflet-bar");
        button.type = "button";
        button.textContent = "Whole map";
        L.DomEvent.disableClickPropagation(button);
        button.addEventListener("click", show);
        return button;
      },
    });
    new Whole({ position: "topleft" }).addTo(map);
    map.on("resize", () => (corners = null));
  }

  function line(className, text) {
    const made = document.createElement("div");
    made.className = className;
    made.textContent = text;
    return made;
  }

  function setNote(map, caption, credit) {
    note?.remove();
    corners = null;
    const Note = L.Control.extend({
      onAdd() {
        const box = L.DomUtil.create("div", "note");
        box.append(line("caption", caption), line("credit", credit));
        return box;
      },
    });
    note = new Note({ position: "bottomright" }).addTo(map);
  }

  /* Pixels the note covers at the foot of the map. */
  const noteHeight = () => note?.getContainer().offsetHeight ?? 0;

  /* The room that buttons, scale and note take, in pixels of the map. They are measured once: that
     makes the engine lay out the page, and they stay where they are when the map is moved. */
  function boxes(map) {
    corners ??= [...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
      const { left, top, right, bottom } = control.getBoundingClientRect();
      const frame = map.getContainer().getBoundingClientRect();
      return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
    });
    const place = (x, y) => map.containerPointToLayerPoint([x, y]);
    return corners.map(([x, y, right, foot]) => L.bounds(place(x, y), place(right, foot)));
  }

  return { whole, note: setNote, noteHeight, boxes };
})();
