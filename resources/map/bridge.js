/* The wire to the window: it tells, the map answers. */
"use strict";

const wardenBridge = (() => {
  function connect(drawn) {
    new QWebChannel(qt.webChannelTransport, async (channel) => {
      const desk = channel.objects.desk;
      wardenMap.answerWith({
        click: (id) => desk.clicked(id),
        leave: () => desk.left(),
        pick: (ids) => desk.picked(ids),
        pin: (kind, id) => desk.pinned(kind, id),
        see: (west, south, east, north) => desk.saw(west, south, east, north),
      });
      desk.told.connect((text) => wardenMap.hear(JSON.parse(text)));
      await drawn;
      desk.ready();
    });
  }

  return { connect };
})();
