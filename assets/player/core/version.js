// @ts-check
// The version of the payload that this player reads.

/** @typedef {import("./payload.d.ts").Payload} Payload */

const VERSION = 1;

/** @param {Payload} payload */
export function checkVersion({ version }) {
  if (version !== VERSION)
    throw new Error(`The page is out of date (data version ${version}, script version ${VERSION}). Reload it.`);
}
