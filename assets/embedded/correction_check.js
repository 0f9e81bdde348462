// @ts-check
// Pinned: a page of one version asks, if it is online, whether something in its view was corrected since.

import { el } from "../player/core/elements.js";

/** @typedef {{text?: string, link?: string, href?: string}} Corrected */

/** @param {HTMLElement} root @param {Window} view */
export async function tellCorrected(root, view) {
  const { location, navigator } = view;
  const line = root.querySelector(".corrected");
  const online = navigator.onLine && location.protocol.startsWith("http");
  if (!root.dataset.pinned || !(line instanceof HTMLElement) || !online) return;
  const told = await ask(new URL(`changes.json${location.search}`, location.href));
  if (!told?.text || !told.href || !told.link) return;
  const href = new URL(told.href, location.href).href;
  line.replaceChildren(told.text, " ", el("a", { href, target: "_blank", rel: "noopener" }, told.link));
  line.hidden = false;
}

/** Without an answer the page stays as it is. @param {URL} address @returns {Promise<Corrected | null>} */
async function ask(address) {
  try {
    const answer = await fetch(address, { credentials: "omit" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
