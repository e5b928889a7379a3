/* What lies under the pins: pictures of the ground, a glow where incidents were recorded, the lines
   of wards, and the place that was looked for. */
"use strict";

const wardenGround = (() => {
  const REACH = 26; /* pixels */
  const CLOSE = 11.5; /* the zoom at which a place is shown that was looked for */
  let map = null;
  let canvas = null;
  let points = [];
  let wards = null;
  let flag = null;
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
    canvas = document.createElement("canvas");
    canvas.className = "heat";
    canvas.setAttribute("aria-hidden", "true");
    map.getPane("heat").append(canvas);
    map.on("moveend zoomend resize", draw);
  }

  function glow(told) {
    points = told;
    map.getContainer().classList.toggle("has-heat", Boolean(points.length));
    draw();
  }

  function draw() {
    canvas.hidden = !points.length;
    if (!points.length) return;
    const { x, y } = map.getSize();
    canvas.width = x;
    canvas.height = y;
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    const pen = canvas.getContext("2d");
    const spot = stamp();
    for (const [lat, lon, count] of points) {
      const at = map.latLngToContainerPoint([lat, lon]);
      if (at.x < -REACH || at.y < -REACH || at.x > x + REACH || at.y > y + REACH) continue;
      pen.globalAlpha = Math.min(0.6, 0.05 + count * 0.02);
      pen.drawImage(spot, at.x - REACH, at.y - REACH);
    }
  }

  /* One spot, in the theme's red, drawn once and put down many times. */
  function stamp() {
    const made = document.createElement("canvas");
    made.width = made.height = 2 * REACH;
    const pen = made.getContext("2d");
    const red = getComputedStyle(document.documentElement).getPropertyValue("--red").trim() || "#b3261e";
    const shade = pen.createRadialGradient(REACH, REACH, 0, REACH, REACH, REACH);
    shade.addColorStop(0, red);
    shade.addColorStop(1, `${red}00`);
    pen.fillStyle = shade;
    pen.fillRect(0, 0, 2 * REACH, 2 * REACH);
    return made;
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
    flag = null;
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
    const { offsetWidth: wide, offsetHeight: high } = flag.getElement().firstElementChild;
    return [L.bounds(foot.subtract([wide / 2, high]), foot.add([wide / 2, 0]))];
  }

  return { attach, base, picture, boxes, glow, lines, mark };
})();
