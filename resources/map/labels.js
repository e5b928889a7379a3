/* Names on the map: groups always, areas once they are wide enough to hold them. */
"use strict";

const wardenLabels = (() => {
  /* As the style sheet has them: size against ordinary text, weight, and the longest line. */
  const OF_GROUPS = { size: 1.05, weight: 650, widest: 6.2 };
  const OF_AREAS = { size: 0.85, weight: 400, widest: 9 };
  const LINE = 1.15;
  const BESIDE = 2; /* pixels that stay free round a name */
  /* Pixels to the right and down that a name may move, the nearest first. */
  const ASIDE = [
    [0, 0], [0, -16], [0, 16], [-26, 0], [26, 0], [0, -30], [0, 30],
    [-26, -20], [26, -20], [-26, 20], [26, 20], [-48, 0], [48, 0],
  ];
  const pen = document.createElement("canvas").getContext("2d");

  /* Ordinary text in pixels, as the window's text size has it. */
  const textSize = () =>
    parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--size")) || 13;

  function marker(at, text, className) {
    const words = document.createElement("span");
    words.textContent = text;
    const icon = L.divIcon({ html: words, className: `label ${className}`, iconSize: [0, 0] });
    return L.marker(at, { icon, text, home: at, interactive: false, keyboard: false, pane: "labels" });
  }

  /* Where a group's name stands: the middle of its areas, weighted by their size. */
  function middle(areas) {
    const whole = areas.reduce((sum, area) => sum + area.size, 0);
    const mean = (axis) => areas.reduce((sum, a) => sum + a.at[axis] * a.size, 0) / whole;
    return [mean(0), mean(1)];
  }

  function ofGroups(areas, groupOf) {
    const members = new Map();
    for (const area of areas) {
      const group = groupOf(area.id);
      if (!members.has(group)) members.set(group, []);
      members.get(group).push(area);
    }
    members.delete("");
    return L.layerGroup(
      [...members].map(([group, inside]) => marker(middle(inside), group, "group")),
    );
  }

  /* The box a name will fill, in pixels of the map, wrapped as the style sheet wraps it. */
  function box(map, at, text, { size, weight, widest }) {
    const high = size * textSize();
    pen.font = `${weight} ${high}px ${getComputedStyle(map.getContainer()).fontFamily}`;
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && pen.measureText(longer).width <= widest * high) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    const across = Math.max(...lines.map((line) => pen.measureText(line).width));
    const half = L.point(across / 2 + BESIDE, (lines.length * high * LINE) / 2 + BESIDE);
    const middlePoint = map.latLngToLayerPoint(at);
    return L.bounds(middlePoint.subtract(half), middlePoint.add(half));
  }

  /* Whether the area is about as wide as its name, so that the reader sees which it means. */
  function holds(map, area, name) {
    const bounds = area.layer.getBounds();
    const corner = map.latLngToLayerPoint(bounds.getNorthWest());
    const size = map.latLngToLayerPoint(bounds.getSouthEast()).subtract(corner);
    const wanted = name.getSize();
    return size.x > wanted.x * 0.8 && size.y > wanted.y * 1.4;
  }

  /* Names of groups that would lie under something move a little, to where least is in their way. */
  function stepAside(map, groups, covered) {
    const placed = [];
    for (const name of groups.getLayers()) {
      const middle = map.latLngToLayerPoint(name.options.home);
      const tries = ASIDE.map((step) => {
        const at = map.layerPointToLatLng(middle.add(step));
        const room = box(map, at, name.options.text, OF_GROUPS);
        const inTheWay = [...covered, ...placed].filter((other) => other.overlaps(room)).length;
        return { at, room, inTheWay };
      });
      const best = tries.reduce((a, b) => (b.inTheWay < a.inTheWay ? b : a));
      name.setLatLng(best.at);
      placed.push(best.room);
    }
  }

  /* The names of the areas in sight that cover nothing else: of those that have room for theirs, or
     of all, the largest first. */
  function ofAreas(map, areas, nameOf, groups, isAll, covered) {
    const sight = map.getBounds().pad(0.1);
    const taken = [...covered];
    for (const name of groups?.getLayers() ?? []) {
      taken.push(box(map, name.getLatLng(), name.options.text, OF_GROUPS));
    }
    const shown = [];
    const inOrder = isAll ? [...areas].sort((a, b) => b.size - a.size) : areas;
    for (const area of inOrder) {
      if (!nameOf(area.id) || !sight.contains(area.at)) continue;
      const name = box(map, area.at, nameOf(area.id), OF_AREAS);
      if ((!isAll && !holds(map, area, name)) || taken.some((other) => other.overlaps(name))) continue;
      taken.push(name);
      shown.push(marker(area.at, nameOf(area.id), "area-name"));
    }
    return shown;
  }

  return { ofGroups, ofAreas, stepAside };
})();
