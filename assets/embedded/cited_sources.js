// @ts-check
// The sources in a page before any script runs: publisher and day of publication, read from its lines.
// The inverse of outputs/player/cited_sources.py.

/** @param {string} line @returns {{publisher: string, published: string}} */
export function readLine(line) {
  const [publisher, ...published] = line.split(" · ");
  return { publisher, published: published.join(" · ") };
}

/** @param {ParentNode} page @returns {string[]} */
export function readCited(page) {
  return [...page.querySelectorAll(".sources-of .cited li")].map((line) => line.textContent ?? "");
}
