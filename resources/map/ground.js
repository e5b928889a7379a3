/* What lies under the pins: pictures of the ground, the lines of wards, and the place that was looked
   for. */
"use strict";

const wardenGround = (() => {
  const CLOSE = 11.5; /* the zoom at which a place is shown that was looked for */
  let map = null;
  let wards = null;
  let flag = null;
  let flagSize = null; /* once it was measured */
  let pictures = null;

  /* The base map of a file. A level it does not have is drawn from the nearest it has. */
  function base(set, levels) {
    pictures?.remove();
    pictures = null;
    map.getContainer().classList.toggle("has-ground", Boolean(levels));
    if (!levels) return;
    const [minNativeZoom, maxNativeZoom] = levels;
    const look = { minNativeZoom, maxNativeZoom, className: "ground", keepBuffer: 1 };
    pictures = L.tileLayer(`tiles/{z}/{x}/{y}?${set}`, look).addTo(map);
  }

  /* One picture of the ground, for a page that has no files beside it. */
  function picture({ url, west, south, east, north }) {
    map.getContainer().classList.add("has-ground");
    const place = [[south, west], [north, east]];
    L.imageOverlay(url, place, { className: "ground", pane: "tilePane" }).addTo(map);
  }

  function attach(leafletMap) {
    map = leafletMap;
  }

  function lines(topology) {
    wards?.remove();
    wards = null;
    if (!topology) return;
    wards = L.polyline(wardenTopology.lines(topology), {
      className: "ward-line",
      smoothFactor: 0,
      interactive: false,
      pane: "groups",
    }).addTo(map);
  }

  function mark(place) {
    flag?.remove();
    flag = flagSize = null;
    if (!place) return;
    const words = document.createElement("span");
    words.textContent = place.text;
    const icon = L.divIcon({ html: words, className: "flag", iconSize: [0, 0] });
    const at = [place.lat, place.lon];
    flag = L.marker(at, { icon, interactive: false, keyboard: false, pane: "pins" }).addTo(map);
    map.setView(at, Math.max(map.getZoom(), CLOSE), { animate: false });
  }

  /* The room the flag takes, in pixels of the map. */
  function boxes() {
    if (!flag) return [];
    const foot = map.latLngToLayerPoint(flag.getLatLng());
    flagSize ??= flag.getElement().firstElementChild.getBoundingClientRect();
    const { width: wide, height: high } = flagSize;
    return [L.bounds(foot.subtract([wide / 2, high]), foot.add([wide / 2, 0]))];
  }

  return { attach, base, picture, boxes, lines, mark };
})();
