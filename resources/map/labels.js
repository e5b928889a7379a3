/* Names on the map: groups always, areas once they are wide enough to hold them. */
"use strict";

const wardenLabels = (() => {
  const LETTER = 0.48; /* an average letter's width, in sizes of ordinary text */
  const LONGEST_LINE = 12;

  /* Ordinary text in pixels, as the window's text size has it. */
  const textSize = () =>
    parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--size")) || 13;

  function marker(at, text, className) {
    const words = document.createElement("span");
    words.textContent = text;
    const icon = L.divIcon({ html: words, className: `label ${className}`, iconSize: [0, 0] });
    return L.marker(at, { icon, text, interactive: false, keyboard: false, pane: "labels" });
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
  function box(map, at, text, letter) {
    const words = text.split(" ");
    const longest = Math.max(...words.map((word) => word.length));
    const across = Math.min(text.length, Math.max(longest, LONGEST_LINE));
    const lines = Math.ceil(text.length / LONGEST_LINE);
    const half = L.point((across * letter) / 2, lines * letter * 1.15);
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

  /* The names of the areas in sight that have room for them and cover no other name. */
  function ofAreas(map, areas, nameOf, groups) {
    const letter = LETTER * textSize();
    const sight = map.getBounds().pad(0.1);
    const taken = groups
      ? groups.getLayers().map((m) => box(map, m.getLatLng(), m.options.text, letter * 1.25))
      : [];
    const shown = [];
    for (const area of areas) {
      if (!nameOf(area.id) || !sight.contains(area.at)) continue;
      const name = box(map, area.at, nameOf(area.id), letter);
      if (!holds(map, area, name) || taken.some((other) => other.overlaps(name))) continue;
      taken.push(name);
      shown.push(marker(area.at, nameOf(area.id), "area-name"));
    }
    return shown;
  }

  return { ofGroups, ofAreas };
})();
