/* The map by keyboard. Every area can be focused, but Tab does not go through them all: it goes from
   part to part (the areas, the pins, the buttons) and out; arrow keys go from neighbour to neighbour. */
"use strict";

const wardenWalk = (() => {
  const AIM = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const BUTTONS = ".leaflet-control a, button.leaflet-control";
  let map = null;
  let box = null;
  let areas = [];
  let does = {};
  let here = null; /* the area that was focused last */
  let pin = null; /* the pin that was focused last */
  let isByHand = false; /* whether the mouse, or we, gave the focus */

  /* `does` has: areaAt an element, choose, toggle and extend areas, leave. */
  function attach(leafletMap, all, acts) {
    map = leafletMap;
    box = map.getContainer();
    areas = all;
    does = acts;
    box.addEventListener("keydown", press, true);
    box.addEventListener("focusin", arrive);
    box.addEventListener("pointerdown", () => (isByHand = true), true);
    addEventListener("pointerup", () => (isByHand = false), true);
  }

  /* Where Tab goes in to. */
  function begin(area) {
    here = area;
  }

  function arrive({ target }) {
    const area = does.areaAt(target);
    if (area) here = area;
    if (target.matches(".pin")) pin = target;
    if (target === box && !isByHand) focusArea(first());
  }

  /* The area to go on from: the last, as long as it is on the map and in sight. */
  function first() {
    const sight = map.getBounds();
    const isSeen = (area) => sight.contains(area.at) && !area.path.matches(".absent");
    if (here && isSeen(here)) return here;
    const middle = map.latLngToLayerPoint(map.getCenter());
    const far = (area) => map.latLngToLayerPoint(area.at).distanceTo(middle);
    return areas.filter(isSeen).sort((a, b) => far(a) - far(b))[0] ?? areas[0];
  }

  const focusArea = (area) => area.path.focus({ preventScroll: true });

  function press(event) {
    if (event.altKey) return;
    const area = does.areaAt(event.target);
    const isDone =
      event.key === "Tab" ? turn(event.target, event.shiftKey)
      : event.key === "Escape" ? (does.leave(), true)
      : area ? ofArea(area, event)
      : event.target.matches(".pin") && ofPin(event.target, event);
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* To the next part; beyond the last the browser goes on by itself. */
  function turn(from, isBack) {
    const pins = [...box.querySelectorAll(".pin")];
    const ofPins = pins.includes(pin) ? [pin] : pins.slice(0, 1);
    const stops = [first().path, ...ofPins, ...box.querySelectorAll(BUTTONS)];
    const at = from.matches(".pin") ? 1 : does.areaAt(from) ? 0 : stops.indexOf(from);
    const next = stops[at + (isBack ? -1 : 1)];
    if (next && !(isBack && at <= 0)) {
      next.focus({ preventScroll: true });
      return true;
    }
    if (isBack) {
      isByHand = true; /* the map itself comes before all its parts */
      box.focus({ preventScroll: true });
      isByHand = false;
    }
    return false;
  }

  function ofArea(area, event) {
    const isPress = event.key === "Enter" || event.key === " ";
    if (event.ctrlKey || event.metaKey) return isPress && (does.toggle(area), true);
    if (isPress) return does.choose(area), true;
    const aim = AIM[event.key];
    if (!aim) return false;
    const next = neighbour(map, area, areas.filter((one) => !one.path.matches(".absent")), aim);
    if (!next) return true;
    if (event.shiftKey) does.extend(area, next);
    map.panInside(next.at, { padding: [60, 60], animate: false });
    focusArea(next);
    return true;
  }

  function ofPin(from, event) {
    const aim = AIM[event.key];
    if (!aim || event.ctrlKey || event.metaKey) return false;
    const place = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return map.containerPointToLatLng([x + width / 2, y + height / 2]);
    };
    const all = [...box.querySelectorAll(".pin")].map((path) => ({ path, at: place(path) }));
    const next = neighbour(map, all.find((one) => one.path === from), all, aim);
    if (next) {
      map.panInside(next.at, { padding: [60, 60], animate: false });
      next.path.focus({ preventScroll: true });
    }
    return true;
  }

  /* The nearest in a direction. */
  function neighbour(map, from, all, [x, y]) {
    const origin = map.project(from.at);
    let best = null;
    for (const one of all) {
      const way = map.project(one.at).subtract(origin);
      const along = way.x * x + way.y * y;
      const aside = Math.abs(way.x * y) + Math.abs(way.y * x);
      if (along <= 0 || aside > along * 1.2) continue;
      const far = along + aside;
      if (!best || far < best.far) best = { one, far };
    }
    return best?.one;
  }

  return { attach, begin };
})();
