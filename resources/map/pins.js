/* Points over the map. Those that would cover one another stand together as a number. */
"use strict";

const wardenPins = (() => {
  const NEAR = 30; /* pixels */
  const SIZE = 22;
  const RING = 26;
  const CLOSER = 1.5; /* zoom steps of a press on a number */
  let map = null;
  let pins = [];
  let layer = null;
  let answer = () => {};
  let redrawn = () => {};
  let opened = ""; /* the place whose pins stand in a ring */

  /* `tell` is told which pin was pressed, `after` that they stand elsewhere on a map that stays. */
  function attach(leafletMap, tell, after) {
    map = leafletMap;
    answer = tell;
    redrawn = after;
    layer = L.layerGroup().addTo(map);
    map.on("zoomend", draw);
  }

  function show(told) {
    pins = told;
    opened = "";
    draw();
    redrawn();
  }

  function draw() {
    layer.clearLayers();
    for (const group of grouped()) {
      if (group.length === 1) layer.addLayer(one(group[0]));
      else if (placeOf(group[0]) === opened && isOnePlace(group)) ring(group);
      else layer.addLayer(several(group));
    }
  }

  /* The room they take, in pixels of the map. */
  function boxes() {
    return layer.getLayers().map((pin) => {
      const at = map.latLngToLayerPoint(pin.getLatLng());
      return L.bounds(at.subtract([SIZE / 2, SIZE / 2]), at.add([SIZE / 2, SIZE / 2]));
    });
  }

  const placeOf = (pin) => `${pin.kind} ${pin.lat} ${pin.lon}`;
  const isOnePlace = (group) => group.every((pin) => placeOf(pin) === placeOf(group[0]));

  /* What lies at one place no zoom takes apart: it is laid out round it. */
  function ring(group) {
    const middle = map.latLngToLayerPoint([group[0].lat, group[0].lon]);
    const reach = Math.max(RING, (group.length * RING) / 6);
    group.forEach((pin, at) => {
      const turn = (2 * Math.PI * at) / group.length;
      const place = middle.add([reach * Math.sin(turn), -reach * Math.cos(turn)]);
      const { lat, lng } = map.layerPointToLatLng(place);
      layer.addLayer(one({ ...pin, lat, lon: lng }));
    });
  }

  /* Each pin joins the first group whose first pin is near; the last told are drawn last. */
  function grouped() {
    const found = [];
    for (const pin of pins) {
      const at = map.latLngToLayerPoint([pin.lat, pin.lon]);
      const near = found.find((group) => group.at.distanceTo(at) < NEAR && group.kind === pin.kind);
      if (near) near.pins.push(pin);
      else found.push({ at, kind: pin.kind, pins: [pin] });
    }
    return found.map((group) => group.pins);
  }

  function one(pin) {
    const spoken = [pin.name, ...pin.lines].join(", ");
    const made = marker(pin, pin.mark, pin.tone, spoken, () => answer(pin.kind, pin.id));
    return made.bindTooltip(() => wardenTip.words(pin), { className: "tip", opacity: 1 });
  }

  function several(group) {
    const [first] = group;
    const tone = group.some((pin) => pin.tone === "red") ? "red" : first.tone;
    const said = { name: `${group.length} here`, lines: group.slice(0, 5).map((pin) => pin.name) };
    const spoken = `${group.length} of ${first.kind}`;
    const closer = () => {
      if (isOnePlace(group)) {
        opened = placeOf(first);
        draw();
        redrawn();
      } else map.setView([first.lat, first.lon], map.getZoom() + CLOSER, { animate: false });
    };
    const made = marker(first, String(group.length), `${tone} many`, spoken, closer);
    return made.bindTooltip(() => wardenTip.words(said), { className: "tip", opacity: 1 });
  }

  function marker(pin, sign, tone, spoken, press) {
    const words = document.createElement("span");
    words.textContent = sign;
    const icon = L.divIcon({ html: words, className: `pin ${tone}`, iconSize: [SIZE, SIZE] });
    const made = L.marker([pin.lat, pin.lon], { icon, pane: "pins", riseOnHover: true });
    made.on("add", () => {
      const element = made.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", spoken);
      element.dataset.pin = pin.kind;
    });
    made.on("click", press);
    made.on("keypress", ({ originalEvent: by }) => by.key === "Enter" && press());
    return made;
  }

  return { attach, boxes, show };
})();
