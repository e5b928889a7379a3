/* The map of areas: draws them once, then only recolours. Words reach the page as text, never as
   HTML; what is not in `hear` cannot be told to it. */
"use strict";

const wardenMap = (() => {
  const CLOSER = 0.75; /* zoom steps beyond the whole map */
  const SMALLEST = 160; /* pixels; a window that is not shown yet has fewer */
  const UNKNOWN = { name: "", group: "", state: "", spoken: "", lines: [] };
  let map = null;
  let drawing = null;
  let byId = new Map();
  let facts = new Map();
  let fills = {};
  let chosen = null;
  let home = 0; /* the zoom that shows the whole map */
  let fitted = null; /* the size it was last fitted to */
  let isMoved = false;
  let isNamed = false; /* wherever there is room */
  let edges = null;
  let groupLines = null;
  let groupNames = null;
  let areaNames = null;
  let outlines = {};
  let picked = new Set();
  let answer = { click() {}, leave() {}, pick() {}, pin() {}, see() {} };

  const factsOf = (id) => facts.get(id) ?? UNKNOWN;
  const groupOf = (id) => factsOf(id).group;
  const nameOf = (id) => factsOf(id).name;

  function start(leafletMap, topology) {
    map = leafletMap;
    drawing = wardenTopology.decode(topology);
    for (const area of drawing.areas) draw(area);
    byId = new Map(drawing.areas.map((area) => [area.id, area]));
    const names = ["picked", "hover", "focus", "chosen"];
    outlines = Object.fromEntries(names.map((name) => [name, outline(name)]));
    wardenLasso.attach(map, (holds) =>
      pick(drawing.areas.filter((area) => facts.has(area.id) && holds(area.at)).map((a) => a.id)),
    );
    areaNames = L.layerGroup().addTo(map);
    wardenGround.attach(map);
    wardenPins.attach(map, (kind, id) => answer.pin(kind, id));
    listen();
    showAll();
  }

  function draw(area) {
    /* Leaflet's own blue would be seen for a frame, until the map is told the colours. */
    const plain = { fillColor: "transparent", fillOpacity: 1 };
    const look = { ...plain, className: "area", stroke: false, smoothFactor: 0 };
    area.layer = L.polygon(area.rings, look);
    area.layer.addTo(map);
    area.path = area.layer.getElement();
    area.path.dataset.area = area.id;
    area.path.setAttribute("tabindex", "0");
    area.path.setAttribute("role", "button");
    area.path.setAttribute("aria-label", area.id);
  }

  /* Drawn above the areas: bringing a focused area itself to the front would lose its focus. */
  function outline(name) {
    return L.polygon([], { className: name, fill: false, interactive: false, pane: "marks" }).addTo(map);
  }

  function listen() {
    const box = map.getContainer();
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Map of areas");
    box.addEventListener("mouseover", (event) => point("hover", areaAt(event)));
    box.addEventListener("mouseleave", () => point("hover", null));
    box.addEventListener("focusin", (event) => point("focus", areaAt(event)));
    box.addEventListener("focusout", () => point("focus", null));
    box.addEventListener("keydown", press, true);
    /* The browser scrolls to what has the focus; the map is moved instead. */
    box.addEventListener("scroll", () => box.scrollTo(0, 0));
    for (const area of drawing.areas) {
      area.layer.on("click", ({ originalEvent: by }) =>
        by.ctrlKey || by.metaKey ? toggle(area.id) : choose(area.id),
      );
    }
    map.on("zoomend moveend", nameAreas);
    map.on("moveend", see);
    map.on("dragstart zoomstart", () => (isMoved = true));
    new ResizeObserver(fit).observe(box);
  }

  /* What ground is in sight, for whoever prints it. */
  function see() {
    const seen = map.getBounds();
    answer.see(seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth());
  }

  const areaAt = (event) => byId.get(event.target.dataset?.area) ?? null;

  /* Outline an area and say what it is. */
  function point(kind, area) {
    outlines[kind].setLatLngs(area ? area.rings : []);
    wardenTip.show(map, area, area && factsOf(area.id), kind);
  }

  function choose(id) {
    mark(id);
    answer.click(id);
  }

  /* Several areas at once, for what is done to all of them. */
  function pick(ids) {
    showPicked(ids);
    answer.pick(ids);
  }

  function toggle(id) {
    const ids = new Set(picked.size ? picked : chosen ? [chosen] : []);
    if (!ids.delete(id)) ids.add(id);
    pick([...ids]);
  }

  function showPicked(ids) {
    picked = new Set(ids.filter((id) => byId.has(id)));
    outlines.picked.setLatLngs([...picked].map((id) => byId.get(id).rings));
    for (const area of drawing.areas) {
      const isPicked = picked.has(area.id);
      if (Boolean(area.isPicked) === isPicked) continue;
      area.isPicked = isPicked;
      area.path.classList.toggle("is-picked", isPicked);
      say(area);
    }
  }

  function mark(id) {
    chosen = byId.has(id) ? id : null;
    outlines.chosen.setLatLngs(chosen ? byId.get(chosen).rings : []);
    for (const area of drawing.areas) {
      area.path.setAttribute("aria-pressed", String(area.id === chosen));
    }
  }

  function press(event) {
    const area = areaAt(event);
    if (!area || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "Enter" && event.key !== " ") return;
      toggle(area.id);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const aim = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    if (event.key === "Enter" || event.key === " ") choose(area.id);
    else if (aim[event.key]) step(area, aim[event.key]);
    else if (event.key === "Escape") answer.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* Move the focus to the nearest area in a direction. */
  function step(from, [x, y]) {
    const origin = map.project(from.at);
    let best = null;
    for (const area of drawing.areas) {
      const way = map.project(area.at).subtract(origin);
      const along = way.x * x + way.y * y;
      const aside = Math.abs(way.x * y) + Math.abs(way.y * x);
      if (along <= 0 || aside > along * 1.2) continue;
      const far = along + aside;
      if (!best || far < best.far) best = { area, far };
    }
    if (!best) return;
    map.panInside(best.area.at, { padding: [60, 60], animate: false });
    best.area.path.focus({ preventScroll: true });
  }

  const boundsOf = (areas) =>
    areas.reduce((all, area) => all.extend(area.layer.getBounds()), L.latLngBounds([]));

  function wholeBounds() {
    const present = drawing.areas.filter((area) => facts.has(area.id));
    return boundsOf(present.length ? present : drawing.areas);
  }

  function showAll() {
    if (Math.min(map.getSize().x, map.getSize().y) < SMALLEST) return;
    fitted = map.getSize();
    const bounds = wholeBounds();
    map.setMinZoom(0);
    map.setMaxBounds(null);
    const foot = wardenControls.noteHeight() + 6;
    home = map.getBoundsZoom(bounds, false, L.point(24, 12 + foot));
    map.fitBounds(bounds, {
      paddingTopLeft: [12, 12],
      paddingBottomRight: [12, foot],
      animate: false,
    });
    map.setMaxBounds(bounds.pad(0.6));
    map.setMinZoom(home - 0.5);
    isMoved = false;
  }

  /* The page is made before it is shown, when its window has no size yet: until then the map takes
     the size it is told to expect, so that nothing is left to compute when somebody looks. */
  function expect({ width, height }) {
    if (innerWidth >= SMALLEST) return;
    Object.assign(map.getContainer().style, { width: `${width}px`, height: `${height}px` });
    addEventListener("resize", takeRoom);
    fit();
  }

  function takeRoom() {
    if (innerWidth < SMALLEST) return;
    removeEventListener("resize", takeRoom);
    Object.assign(map.getContainer().style, { width: "", height: "" });
    fit();
  }

  function fit() {
    map.invalidateSize({ animate: false, pan: false });
    if (!isMoved && !(fitted && map.getSize().equals(fitted))) showAll();
  }

  /* On the whole map only the groups are named; closer by both; close to, only the areas. If names are
     wanted, areas are named at each zoom, the largest first, as far as none covers another. */
  function nameAreas() {
    const nearer = map.getZoom() - home;
    const isClose = nearer > 2 * CLOSER;
    map.getContainer().classList.toggle("close", isClose);
    areaNames.clearLayers();
    if (nearer < CLOSER && !isNamed) return;
    const known = isClose ? null : groupNames;
    const named = wardenLabels.ofAreas(map, drawing.areas, nameOf, known, isNamed);
    for (const label of named) areaNames.addLayer(label);
  }

  const heard = {
    style({ variables, looks }) {
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(name, value);
      }
      fills = wardenHatches.prepare(looks);
      for (const area of drawing.areas) paint(area);
    },

    areas({ areas }) {
      const before = facts;
      facts = new Map(areas.map((area) => [area.id, area]));
      for (const area of drawing.areas) {
        paint(area);
        say(area);
        area.path.classList.toggle("absent", !facts.has(area.id));
      }
      const isSame = (area) => before.get(area.id)?.group === area.group;
      if (before.size === facts.size && areas.every(isSame)) return;
      group();
      if (!isMoved) showAll();
    },

    /* What is new of areas that are there already, in the same groups. */
    changed({ areas }) {
      for (const told of areas) {
        const area = byId.get(told.id);
        if (!area) continue;
        facts.set(told.id, { ...facts.get(told.id), ...told });
        paint(area);
        say(area);
      }
    },

    room: expect,

    notes({ caption, credit }) {
      const before = wardenControls.noteHeight();
      wardenControls.note(map, caption, credit);
      if (!isMoved && wardenControls.noteHeight() !== before) showAll();
    },

    only({ ids }) {
      const kept = ids && new Set(ids);
      for (const area of drawing.areas) {
        area.path.classList.toggle("dim", Boolean(kept) && !kept.has(area.id));
      }
    },

    chosen({ id }) {
      mark(id);
    },

    picked({ ids }) {
      showPicked(ids);
    },

    pins({ pins }) {
      wardenPins.show(pins);
    },

    heat({ points }) {
      wardenGround.glow(points);
    },

    wards({ topology }) {
      wardenGround.lines(topology && JSON.parse(topology));
    },

    ground({ set, levels }) {
      wardenGround.base(set, levels);
    },

    names({ on }) {
      isNamed = on;
      nameAreas();
    },

    groups({ on }) {
      map.getContainer().classList.toggle("no-groups", !on);
    },

    flag({ place }) {
      wardenGround.mark(place);
      if (place) isMoved = true;
    },

    lasso({ on }) {
      wardenLasso.use(on);
    },

    view({ ids }) {
      const shown = ids.map((id) => byId.get(id)).filter(Boolean);
      if (!shown.length) return showAll();
      map.fitBounds(boundsOf(shown), { padding: [24, 24], maxZoom: 12.5, animate: false });
      isMoved = true;
    },
  };

  /* Only the one attribute that changed: Leaflet's setStyle would write ten. */
  function paint(area) {
    const fill = fills[factsOf(area.id).state] ?? "transparent";
    if (area.fill === fill) return;
    area.fill = fill;
    area.path.setAttribute("fill", fill);
  }

  function say(area) {
    const spoken = factsOf(area.id).spoken || area.id;
    const words = area.isPicked ? `${spoken}, picked` : spoken;
    if (area.words === words) return;
    area.words = words;
    area.path.setAttribute("aria-label", words);
  }

  /* Redraw what divides areas and groups; a merger of two needs no new geometry. The edges are lines
     of their own: each is drawn once, not by both its areas, and not again with every recolouring. */
  function group() {
    edges?.remove();
    groupLines?.remove();
    groupNames?.remove();
    edges = between((id) => (facts.has(id) ? id : ""), "edge", "overlayPane");
    groupLines = between(groupOf, "group-line", "groups");
    groupNames = wardenLabels.ofGroups(drawing.areas, groupOf).addTo(map);
    nameAreas();
  }

  function between(groupOf, className, pane) {
    const lines = wardenTopology.edges(drawing, groupOf);
    const look = { className, smoothFactor: 0, interactive: false, pane };
    return L.polyline(lines, look).addTo(map);
  }

  return {
    start,
    showAll,
    hear: (message) => heard[message.kind]?.(message),
    answerWith(answers) {
      answer = answers;
      if (map) see();
    },
  };
})();
