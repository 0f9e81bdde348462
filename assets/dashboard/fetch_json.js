// @ts-check
// Fetching: the server's answer to a request; if there is none, the reader gets a message.

import { showToast } from "./toast.js";

/**
 * @param {"payload" | "known"} name
 * @param {string} query
 * @param {string | null} offline the message if the server cannot be reached; null for none
 * @returns {Promise<any>} null without an answer
 */
export async function fetchJson(name, query, offline) {
  try {
    const answer = await fetch(`${name}.json?${query}`);
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  } catch (fault) {
    if (offline !== null)
      showToast(fault instanceof TypeError ? offline : String(/** @type {Error} */ (fault).message));
    return null;
  }
}
