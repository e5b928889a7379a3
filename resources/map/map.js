/* The map of areas: draws them once, then only recolours. Words reach the page as text, never as
   HTML; what is not in `hear` cannot be told to it. */
"use strict";

const wardenMap = (() => {
  const CLOSER = 0.75; /* zoom steps beyond the whole map */
  const UNKNOWN = { name: "", group: "", state: "", spoken: "", lines: [] };
  let map = null;
  let drawing = null;
  let byId = new Map();
  let facts = new Map();
  let fills = {};
  let isNamed = false; /* wherever there is room */
  let edges = null;
  let groupLines = null;
  let groupNames = null;
  let areaNames = null;
  let answer = { click() {}, leave() {}, pick() {}, pin() {}, see() {} };

  const factsOf = (id) => facts.get(id) ?? UNKNOWN;
  const groupOf = (id) => factsOf(id).group;
  const nameOf = (id) => factsOf(id).name;
  const areaAt = (element) => byId.get(element.dataset?.area) ?? null;

  function start(leafletMap, topology) {
    map = leafletMap;
    drawing = wardenTopology.decode(topology);
    for (const area of drawing.areas) draw(area);
    byId = new Map(drawing.areas.map((area) => [area.id, area]));
    areaNames = L.layerGroup().addTo(map);
    wardenView.attach(map, wholeBounds);
    wardenMarks.attach(map, drawing.areas, factsOf);
    wardenLasso.attach(map, (holds) =>
      pick(drawing.areas.filter((area) => facts.has(area.id) && holds(area.at)).map((a) => a.id)),
    );
    wardenGround.attach(map);
    wardenHeat.attach(map);
    wardenPins.attach(map, (kind, id) => answer.pin(kind, id), nameAll);
    wardenWalk.attach(map, drawing.areas, {
      areaAt,
      choose: (area) => choose(area.id),
      toggle: (area) => pick(wardenMarks.toggled(area.id)),
      extend: (from, to) => pick(wardenMarks.joined(from.id, to.id)),
      leave: () => answer.leave(),
    });
    listen();
    wardenView.showAll();
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

  function listen() {
    const box = map.getContainer();
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Map of areas");
    box.addEventListener("mouseover", ({ target }) => wardenMarks.point("hover", areaAt(target)));
    box.addEventListener("mouseleave", () => wardenMarks.point("hover", null));
    box.addEventListener("focusin", ({ target }) => wardenMarks.point("focus", areaAt(target)));
    box.addEventListener("focusout", () => wardenMarks.point("focus", null));
    /* The browser scrolls to what has the focus; the map is moved instead. */
    box.addEventListener("scroll", () => box.scrollTo(0, 0));
    for (const area of drawing.areas) {
      area.layer.on("click", ({ originalEvent: by }) =>
        by.ctrlKey || by.metaKey ? pick(wardenMarks.toggled(area.id)) : choose(area.id),
      );
    }
    map.on("moveend", nameAll); /* which follows every zoom as well */
    map.on("moveend", see);
  }

  /* What ground is in sight, for whoever prints it. */
  function see() {
    const seen = map.getBounds();
    answer.see(seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth());
  }

  function choose(id) {
    wardenMarks.choose(id);
    answer.click(id);
  }

  /* Several areas at once, for what is done to all of them. */
  function pick(ids) {
    for (const area of wardenMarks.pick(ids)) say(area);
    answer.pick(ids);
  }

  const boundsOf = (areas) =>
    areas.reduce((all, area) => all.extend(area.layer.getBounds()), L.latLngBounds([]));

  function wholeBounds() {
    const present = drawing.areas.filter((area) => facts.has(area.id));
    return boundsOf(present.length ? present : drawing.areas);
  }

  /* On the whole map only the groups are named; closer by both; close to, only the areas. If names are
     wanted, areas are named at each zoom, the largest first, as far as none covers another. No name
     stands under a pin, a flag or a button. */
  function nameAll() {
    const nearer = wardenView.nearer();
    const isClose = nearer > 2 * CLOSER;
    map.getContainer().classList.toggle("close", isClose);
    areaNames.clearLayers();
    const covered = [...wardenPins.boxes(), ...wardenGround.boxes()];
    if (groupNames && !isClose) wardenLabels.stepAside(map, groupNames, covered);
    if (nearer < CLOSER && !isNamed) return;
    const known = isClose ? null : groupNames;
    covered.push(...wardenControls.boxes(map));
    const named = wardenLabels.ofAreas(map, drawing.areas, nameOf, known, isNamed, covered);
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
      wardenTip.again(map, factsOf);
      if (before.size === facts.size && areas.every(isSame)) return;
      group();
      wardenView.showAllAgain();
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
      wardenTip.again(map, factsOf);
    },

    room: wardenView.expect,

    notes({ caption, credit }) {
      const before = wardenControls.noteHeight();
      wardenControls.note(map, caption, credit);
      if (wardenControls.noteHeight() !== before) wardenView.showAllAgain();
    },

    only({ ids }) {
      const kept = ids && new Set(ids);
      for (const area of drawing.areas) {
        area.path.classList.toggle("dim", Boolean(kept) && !kept.has(area.id));
      }
    },

    chosen({ id }) {
      const area = wardenMarks.choose(id);
      if (!area) return;
      wardenWalk.begin(area);
      wardenView.seek(area.at);
    },

    picked({ ids }) {
      for (const area of wardenMarks.pick(ids)) say(area);
    },

    pins({ pins }) {
      wardenPins.show(pins);
    },

    heat({ points }) {
      wardenHeat.show(points);
    },

    wards({ topology }) {
      wardenGround.lines(topology && JSON.parse(topology));
    },

    ground({ set, levels }) {
      wardenGround.base(set, levels);
    },

    names({ on }) {
      isNamed = on;
      nameAll();
    },

    groups({ on }) {
      map.getContainer().classList.toggle("no-groups", !on);
    },

    flag({ place }) {
      wardenGround.mark(place);
      if (place) wardenView.keep(); /* and it was moved, so that names are set already */
      else nameAll();
    },

    lasso({ on }) {
      wardenLasso.use(on);
    },

    picture: wardenGround.picture,

    extent: wardenView.toExtent,

    view({ ids }) {
      const shown = ids.map((id) => byId.get(id)).filter(Boolean);
      wardenView.to(boundsOf(shown), shown.length);
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
    nameAll();
  }

  function between(groupOf, className, pane) {
    const lines = wardenTopology.edges(drawing, groupOf);
    const look = { className, smoothFactor: 0, interactive: false, pane };
    return L.polyline(lines, look).addTo(map);
  }

  return {
    start,
    showAll: wardenView.showAll,
    hear: (message) => heard[message.kind]?.(message),
    answerWith(answers) {
      answer = answers;
      if (map) see();
    },
  };
})();
