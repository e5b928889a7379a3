/* A line drawn round some areas with the mouse, to pick them all. */
"use strict";

const wardenLasso = (() => {
  const NEAR = 4; /* pixels between two points of the line */
  let map = null;
  let line = null;
  let places = [];
  let tell = () => {};

  const isOn = () => map.getContainer().classList.contains("lasso");

  function use(on) {
    map.getContainer().classList.toggle("lasso", on);
    map.dragging[on ? "disable" : "enable"]();
    map.boxZoom[on ? "disable" : "enable"]();
  }

  const placeOf = (event) => map.mouseEventToContainerPoint(event);

  function begin(event) {
    if (!isOn() || event.button !== 0 || event.target.closest(".leaflet-control")) return;
    places = [placeOf(event)];
    addEventListener("pointermove", follow);
    addEventListener("pointerup", end, { once: true });
  }

  /* A quick stroke comes as few events, each of which holds the moves in between. */
  function follow(event) {
    const moves = event.getCoalescedEvents();
    for (const move of moves.length ? moves : [event]) {
      const at = placeOf(move);
      if (at.distanceTo(places[places.length - 1]) >= NEAR) places.push(at);
    }
    line.setLatLngs(places.map((place) => map.containerPointToLatLng(place)));
  }

  function end() {
    removeEventListener("pointermove", follow);
    line.setLatLngs([]);
    const drawn = places;
    places = [];
    if (drawn.length > 2) tell((at) => holds(drawn, map.latLngToContainerPoint(at)));
  }

  /* Whether a line that comes back to its beginning goes round a point. */
  function holds(ring, { x, y }) {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i];
      const b = ring[j];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
  }

  /* `pick` is told a question: whether a place lies inside what was drawn. */
  function attach(leafletMap, pick) {
    map = leafletMap;
    tell = pick;
    line = L.polygon([], { className: "lasso-line", interactive: false, pane: "marks" }).addTo(map);
    const box = map.getContainer();
    box.addEventListener("pointerdown", begin, true);
    /* The click that ends the drawing chooses nothing. */
    const stop = (event) => {
      if (isOn() && !event.target.closest(".leaflet-control")) event.stopPropagation();
    };
    box.addEventListener("click", stop, true);
  }

  return { attach, use };
})();
