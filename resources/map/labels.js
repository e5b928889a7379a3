/* Names on the map: groups always, areas once they are wide enough to hold them. */
"use strict";

const wardenLabels = (() => {
  /* As the style sheet has them: size against ordinary text, weight, and the longest line. */
  const OF_GROUPS = { size: 1.05, weight: 650, widest: 6.2 };
  const OF_AREAS = { size: 0.85, weight: 400, widest: 9 };
  const LINE = 1.15;
  const BESIDE = 2; /* pixels that stay free round a name */
  /* Pixels to the right and down that a name may move, the nearest first. */
  const ASIDE = [-64, -48, -32, -16, 0, 16, 32, 48, 64]
    .flatMap((right) => [-40, -30, -20, -10, 0, 10, 20, 30, 40].map((down) => L.point(right, down)))
    .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
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
    const taken = [...covered];
    for (const name of groups.getLayers()) {
      const { home, text } = name.options;
      const room = box(map, home, text, OF_GROUPS);
      const hidden = (step) => taken.reduce((sum, other) => sum + common(other, room, step), 0);
      let best = { step: ASIDE[0], hidden: Infinity };
      for (const step of ASIDE) {
        const found = hidden(step);
        if (found < best.hidden) best = { step, hidden: found };
        if (!found) break;
      }
      name.setLatLng(map.layerPointToLatLng(map.latLngToLayerPoint(home).add(best.step)));
      taken.push(L.bounds(room.min.add(best.step), room.max.add(best.step)));
    }
  }

  /* How much of a box lies under another once it is moved by a step: square pixels. */
  function common(other, room, { x, y }) {
    const wide = Math.min(other.max.x, room.max.x + x) - Math.max(other.min.x, room.min.x + x);
    const high = Math.min(other.max.y, room.max.y + y) - Math.max(other.min.y, room.min.y + y);
    return wide > 0 && high > 0 ? wide * high : 0;
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
