// @ts-check
// The tabs of a phone, one of which contains the legend; on larger screens the legend is on the map.

const phone = matchMedia("(max-width: 640px)");

/** @param {HTMLElement} root @param {HTMLElement} key */
export function listenToTabs(root, key) {
  for (const tab of tabs()) tab.addEventListener("click", () => turn(root, tab));
  phone.addEventListener("change", () => placeKey(root, key));
  placeKey(root, key);
}

function tabs() {
  return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tabs [role=tab]"));
}

/** @param {HTMLElement} root @param {HTMLElement} chosen */
function turn(root, chosen) {
  root.dataset.tab = chosen.dataset.tab;
  for (const tab of tabs()) tab.setAttribute("aria-selected", String(tab === chosen));
  dispatchEvent(new Event("resize")); // Plotly measures its room again
}

/** @param {HTMLElement} root @param {HTMLElement} key */
function placeKey(root, key) {
  if (root.classList.contains("printed")) return; // in print it is beneath the map
  const card = /** @type {HTMLDetailsElement} */ (key.querySelector(".card"));
  if (key.closest(".legend-tab") === null && phone.matches) card.open = true;
  (root.querySelector(phone.matches ? ".legend-tab" : ".viewport") ?? root).append(key);
}
