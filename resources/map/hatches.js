/* Fills that can be told apart without colour: each state has its own hatching. */
"use strict";

const wardenHatches = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function element(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function strokes(hatch, ink) {
    const { spacing, width } = hatch;
    const line = (d) => element("path", { d, stroke: ink, "stroke-width": width, fill: "none" });
    if (hatch.kind === "dots") {
      const dot = (at) => element("circle", { cx: at, cy: at, r: width, fill: ink });
      return [dot(spacing / 4), dot((3 * spacing) / 4)];
    }
    const upright = line(`M${spacing / 2} 0V${spacing}`);
    return hatch.kind === "cross" ? [upright, line(`M0 ${spacing / 2}H${spacing}`)] : [upright];
  }

  function pattern(id, look) {
    const { spacing, angle } = look.hatch;
    const made = element("pattern", {
      id,
      width: spacing,
      height: spacing,
      patternUnits: "userSpaceOnUse",
      patternTransform: `rotate(${angle})`,
    });
    made.append(element("rect", { width: spacing, height: spacing, fill: look.fill }));
    made.append(...strokes(look.hatch, look.ink));
    return made;
  }

  let drawer = null;

  /* Draws the hatchings of these looks and answers, for each state, what to write into `fill`. */
  function prepare(looks) {
    if (!drawer) {
      drawer = element("svg", { width: 0, height: 0, "aria-hidden": "true", class: "hatches" });
      document.body.append(drawer);
    }
    const fills = {};
    const patterns = [];
    for (const [state, look] of Object.entries(looks)) {
      const id = `hatch-${state.replaceAll(" ", "-")}`;
      fills[state] = look.hatch.kind === "none" ? look.fill : `url(#${id})`;
      if (look.hatch.kind !== "none") patterns.push(pattern(id, look));
    }
    drawer.replaceChildren(...patterns);
    return fills;
  }

  return { prepare };
})();
