// @ts-check
// Tabs after the WAI-ARIA pattern: arrows, Home and End go from tab to tab; only the chosen one is in the tab order.

/**
 * Makes a list of tabs work.
 * @param {HTMLElement} list
 * @param {(tab: HTMLElement) => void} choose called with each selected tab
 */
export function listenToTabs(list, choose) {
  const tabs = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=tab]")]);
  /** @param {HTMLElement} tab */
  const turn = (tab) => {
    for (const other of tabs()) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
    choose(tab);
  };
  list.addEventListener("click", (event) => {
    const tab = event.target instanceof Element && event.target.closest("[role=tab]");
    if (tab instanceof HTMLElement) turn(tab);
  });
  list.addEventListener("keydown", (event) => {
    const all = tabs();
    const next = nextTab(
      event.key,
      all.indexOf(/** @type {HTMLElement} */ (event.target)),
      all.length,
      getComputedStyle(list).direction,
    );
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    all[next].focus();
    turn(all[next]);
  });
  return turn;
}

/**
 * The tab a key leads to; null if it leads nowhere.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 * @param {string} direction
 */
export function nextTab(key, at, count, direction) {
  const ahead = direction === "rtl" ? -1 : 1;
  /** @type {Record<string, number>} */
  const targets = { ArrowRight: at + ahead, ArrowLeft: at - ahead, Home: 0, End: count - 1 };
  const target = targets[key];
  return target === undefined || at < 0 ? null : (target + count) % count;
}
