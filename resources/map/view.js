/* What part of the ground is in sight: all of it at first, fitted anew to each size of the window
   until somebody moves the map. */
"use strict";

const wardenView = (() => {
  const SMALLEST = 160; /* pixels; a window that is not shown yet has fewer */
  const EDGE = 24; /* pixels left free round what is brought into sight */
  const ROUND_ONE = 0.7; /* how much of the land round a single area is shown with it */
  const CLOSEST = 12.5;
  let map = null;
  let whole = null;
  let home = 0; /* the zoom that shows the whole map */
  let fitted = null; /* the size it was last fitted to */
  let isMoved = false;

  /* `wholeBounds` answers what the whole map is. */
  function attach(leafletMap, wholeBounds) {
    map = leafletMap;
    whole = wholeBounds;
    map.on("dragstart zoomstart", () => (isMoved = true));
    new ResizeObserver(fit).observe(map.getContainer());
  }

  const foot = () => wardenControls.noteHeight() + 6;

  function showAll() {
    if (Math.min(map.getSize().x, map.getSize().y) < SMALLEST) return;
    fitted = map.getSize();
    const bounds = whole();
    map.setMinZoom(0);
    map.setMaxBounds(null);
    home = map.getBoundsZoom(bounds, false, L.point(24, 12 + foot()));
    map.fitBounds(bounds, {
      paddingTopLeft: [12, 12],
      paddingBottomRight: [12, foot()],
      animate: false,
    });
    map.setMaxBounds(bounds.pad(0.6));
    map.setMinZoom(home - 0.5);
    isMoved = false;
  }

  /* Unless somebody looks at something else. */
  function showAllAgain() {
    if (!isMoved) showAll();
  }

  /* Areas, or the whole map if there are none. */
  function to(bounds, count) {
    if (!count) return showAll();
    map.fitBounds(count === 1 ? bounds.pad(ROUND_ONE) : bounds, {
      paddingTopLeft: [EDGE, EDGE],
      paddingBottomRight: [EDGE, EDGE + foot()],
      maxZoom: CLOSEST,
      animate: false,
    });
    isMoved = true;
  }

  /* The ground between these degrees, as it was seen before. */
  function toExtent({ west, south, east, north }) {
    map.fitBounds([[south, west], [north, east]], { animate: false });
    isMoved = true;
  }

  /* Bring a place into sight that is not. */
  function seek(at) {
    if (!fitted || map.getBounds().contains(at)) return;
    map.panTo(at, { animate: false });
    isMoved = true;
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

  /* Zoom steps beyond the whole map. */
  const nearer = () => map.getZoom() - home;

  return {
    attach,
    expect,
    nearer,
    seek,
    showAll,
    showAllAgain,
    to,
    toExtent,
    keep: () => (isMoved = true),
  };
})();
