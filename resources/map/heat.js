/* A glow over the map where incidents were recorded, the stronger the more there were thereabouts. */
"use strict";

const wardenHeat = (() => {
  const CELL = 6; /* pixels of the screen for one of the glow, which is drawn small and then enlarged */
  const REACH = 4; /* cells */
  const MOST = 0.85; /* how much of the map the strongest glow hides */
  const FEW = 20; /* incidents in one place that glow fully, if nowhere there are more */
  /* The cells about a place, and how much it counts in each: less with the distance. */
  const SPOT = [];
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      const near = 1 - Math.hypot(dx, dy) / (REACH + 1);
      if (near > 0) SPOT.push({ dx, dy, near: near * near });
    }
  }
  let map = null;
  let canvas = null;
  let points = [];

  function attach(leafletMap) {
    map = leafletMap;
    canvas = document.createElement("canvas");
    canvas.className = "heat";
    canvas.setAttribute("aria-hidden", "true");
    map.getPane("heat").append(canvas);
    map.on("moveend zoomend resize", draw);
  }

  /* Each point is a latitude, a longitude and a number. */
  function show(told) {
    points = told;
    map.getContainer().classList.toggle("has-heat", Boolean(points.length));
    draw();
  }

  function draw() {
    canvas.hidden = !points.length;
    if (!points.length) return;
    const size = map.getSize();
    Object.assign(canvas, { width: size.x, height: size.y });
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    const wide = Math.ceil(size.x / CELL);
    const high = Math.ceil(size.y / CELL);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(small(counted(wide, high), wide, high), 0, 0, wide * CELL, high * CELL);
  }

  /* How much was recorded about each cell: nearer places count more. */
  function counted(wide, high) {
    const found = new Float32Array(wide * high);
    for (const [lat, lon, count] of points) {
      const { x, y } = map.latLngToContainerPoint([lat, lon]).divideBy(CELL).round();
      for (const { dx, dy, near } of SPOT) {
        const [column, line] = [x + dx, y + dy];
        if (column < 0 || line < 0 || column >= wide || line >= high) continue;
        found[line * wide + column] += count * near;
      }
    }
    return found;
  }

  /* The glow in the theme's red. The root lets what is less than the most be seen beside it. */
  function small(found, wide, high) {
    const made = Object.assign(document.createElement("canvas"), { width: wide, height: high });
    const pen = made.getContext("2d");
    const most = found.reduce((a, b) => Math.max(a, b), FEW);
    pen.fillStyle = getComputedStyle(map.getContainer()).getPropertyValue("--red").trim() || "#b3261e";
    found.forEach((value, at) => {
      if (!value) return;
      pen.globalAlpha = MOST * Math.sqrt(value / most);
      pen.fillRect(at % wide, Math.floor(at / wide), 1, 1);
    });
    return made;
  }

  return { attach, show };
})();
