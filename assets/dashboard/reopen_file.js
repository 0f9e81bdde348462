// @ts-check
// Reopening a file: dropped on the page, or chosen from the Download menu, it restores its map.
// Reads the address from each format; sends no request to the server.

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const EXTENSION = 0x21;
const COMMENT = 0xfe;
const MOST_BYTES = 200_000_000;
/** The beginning of every address of ours; XMP and SVG write an ampersand as XML does. */
const ADDRESS = /\/\?date=-?\d{4}(?:-\d\d){0,2}&(?:amp;)?known=\d{4}-\d\d-\d\d[\w%&=;,./~+-]*/;

/** Returns the address in a file, `/?…`, or null if it is not ours. @param {Uint8Array} bytes */
export function readAddress(bytes) {
  const ours = PNG.every((byte, at) => bytes[at] === byte)
    ? readChunk(bytes, "Source")
    : (readComment(bytes) ?? decode(bytes));
  const match = ours?.match(ADDRESS);
  return match ? match[0].replaceAll("&amp;", "&").replace(/,+$/, "") : null;
}

/** Returns the text under a keyword of a PNG (iTXt, not compressed). @param {Uint8Array} bytes @param {string} keyword */
function readChunk(bytes, keyword) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = PNG.length; at + 12 <= bytes.length;) {
    const size = view.getUint32(at);
    const end = at + 8 + size;
    if (end > bytes.length) return null;
    const text = decode(bytes.subarray(at + 4, end));
    if (text.startsWith(`iTXt${keyword}\0\0`)) return text.slice(keyword.length + 9);
    at = end + 4;
  }
  return null;
}

/** Returns the comment in front of a GIF, joined from its blocks of 255 bytes; null without one. @param {Uint8Array} bytes */
function readComment(bytes) {
  if (decode(bytes.subarray(0, 4)) !== "GIF8") return null;
  const colours = bytes[10] & 0x80 ? 3 * 2 ** ((bytes[10] & 7) + 1) : 0;
  for (let at = 13 + colours; bytes[at] === EXTENSION;) {
    const isComment = bytes[at + 1] === COMMENT;
    let text = "";
    for (at += 2; bytes[at]; at += bytes[at] + 1) text += decode(bytes.subarray(at + 1, at + 1 + bytes[at]));
    if (isComment) return text;
    at += 1;
  }
  return null;
}

/** One letter per byte: an address is plain ASCII, whatever is around it. @param {Uint8Array} bytes */
function decode(bytes) {
  return new TextDecoder("latin1").decode(bytes);
}

/** @typedef {{share_drop: string, share_foreign: string}} Words */

export class FileOpener {
  /** @param {Words} words @param {(text: string) => void} say shows a message to the reader */
  constructor(words, say) {
    this.words = words;
    this.say = say;
    this.hint = document.createElement("p");
    const field = this.#field();
    this.hint.className = "drop";
    this.hint.textContent = words.share_drop;
    this.hint.hidden = true;
    document.body.append(this.hint);
    addEventListener("dragover", (event) => this.#over(event));
    addEventListener("dragleave", (event) => event.relatedTarget === null && this.#show(false));
    addEventListener("drop", (event) => this.#drop(event));
    document.getElementById("open-file")?.addEventListener("click", () => field.click());
  }

  /** @param {boolean} visible */
  #show(visible) {
    this.hint.hidden = !visible;
  }

  /** @param {DragEvent} event */
  #over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#show(true);
  }

  /** @param {DragEvent} event */
  #drop(event) {
    this.#show(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.open(file);
  }

  /** A file field that is kept: one without a reference may vanish before its file is chosen. */
  #field() {
    const field = document.createElement("input");
    field.type = "file";
    field.accept = ".png,.svg,.webp,.jpg,.jpeg,.avif,.pdf,.gif,.mp4";
    field.addEventListener("change", () => field.files?.[0] && this.open(field.files[0]));
    return field;
  }

  /** @param {File} file */
  async open(file) {
    const address = file.size > MOST_BYTES ? null : readAddress(new Uint8Array(await file.arrayBuffer()));
    if (address) location.assign(new URL(address.slice(1), location.href));
    else this.say(this.words.share_foreign.replace("{file}", file.name));
  }
}
