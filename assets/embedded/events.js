// @ts-check
// The stars of events: a page has only those of its day before its script runs.

import { svg } from "../player/core/elements.js";

/** Draws all events, hidden until their day. @param {ParentNode} embed @param {import("../player/core/payload.d.ts").Payload} payload */
export function drawEvents(embed, { events, star }) {
  const inOrder = [...events].sort((first, second) => first.latest - second.latest); // the newest on top
  const marks = inOrder.map(({ id, x, y }) =>
    svg(
      "g",
      { class: "mark", transform: `translate(${x} ${y})`, "data-zoom": 0, id: `event-${id}`, display: "none" },
      svg("path", { d: star }),
    ),
  );
  embed.querySelector("#layer-events")?.replaceChildren(...marks);
}
