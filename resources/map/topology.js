/* TopoJSON decoded. Shared borders are stored once there, so areas can neither gap nor overlap. */
"use strict";

const wardenTopology = (() => {
  /* Arcs are differences of whole numbers; a place is [latitude, longitude], as Leaflet wants it. */
  function arcsOf(topology) {
    const { scale, translate } = topology.transform;
    return topology.arcs.map((arc) => {
      let x = 0;
      let y = 0;
      return arc.map(([dx, dy]) => {
        x += dx;
        y += dy;
        return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
      });
    });
  }

  /* An index below zero means the arc with the ones' complement of it, walked backwards. */
  const arcNumber = (index) => (index < 0 ? ~index : index);

  function ring(arcs, indexes) {
    const places = [];
    for (const index of indexes) {
      const arc = arcs[arcNumber(index)];
      const walked = index < 0 ? arc.slice().reverse() : arc;
      places.push(...(places.length ? walked.slice(1) : walked));
    }
    return places;
  }

  const polygonsOf = (geometry) =>
    geometry.type === "MultiPolygon" ? geometry.arcs : [geometry.arcs];

  /* Signed area and centre of a ring, in degrees: good enough to place a label. */
  function centre(places) {
    let area = 0;
    let lat = 0;
    let lng = 0;
    for (let i = 0, j = places.length - 1; i < places.length; j = i++) {
      const cross = places[j][1] * places[i][0] - places[i][1] * places[j][0];
      area += cross;
      lat += (places[j][0] + places[i][0]) * cross;
      lng += (places[j][1] + places[i][1]) * cross;
    }
    return { area: Math.abs(area / 2), at: [lat / (3 * area), lng / (3 * area)] };
  }

  function decodeArea(arcs, geometry) {
    const polygons = polygonsOf(geometry);
    const rings = polygons.map((polygon) => polygon.map((indexes) => ring(arcs, indexes)));
    const largest = rings
      .map((polygon) => centre(polygon[0]))
      .reduce((best, next) => (next.area > best.area ? next : best));
    return {
      id: geometry.properties.gss_code,
      order: `${geometry.properties.district} ${geometry.properties.name}`,
      rings,
      size: largest.area,
      at: largest.at,
      arcs: polygons.flat(2).map(arcNumber),
    };
  }

  function decode(topology) {
    const arcs = arcsOf(topology);
    const areas = topology.objects.areas.geometries
      .map((geometry) => decodeArea(arcs, geometry))
      .sort((a, b) => a.order.localeCompare(b.order, "en-GB"));
    return { arcs, areas };
  }

  /* The lines between areas of different groups, and the outer edge. An area without a group is
     not on the map of that day. */
  function edges({ arcs, areas }, groupOf) {
    const first = new Map();
    const inner = new Set();
    for (const area of areas) {
      const group = groupOf(area.id);
      if (!group) continue;
      for (const arc of area.arcs) {
        if (first.has(arc) && first.get(arc) === group) inner.add(arc);
        first.set(arc, group);
      }
    }
    return [...first.keys()].filter((arc) => !inner.has(arc)).map((arc) => arcs[arc]);
  }

  /* Every border once, for lines over the map. */
  const lines = (topology) => arcsOf(topology);

  return { decode, edges, lines };
})();
