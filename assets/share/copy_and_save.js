// @ts-check
// Copying and saving: from the dialog to the clipboard or to the disk.

import { el } from "../player/core/elements.js";

/**
 * Copies a text; false if the browser refuses.
 * @param {string} text
 * @param {HTMLElement} near an element in which a page without clipboard access can select it
 */
export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that are not served over HTTPS have no clipboard, but may copy a selection.
    const area = el("textarea", { class: "visually-hidden", readonly: true });
    area.value = text;
    near.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}

/** Saves a file under the name that the server gives it. @param {string} address */
export function download(address) {
  el("a", { href: address, download: "" }).click();
}
