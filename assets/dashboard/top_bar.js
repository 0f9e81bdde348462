// @ts-check
// The bar: view, language and theme; menus open and close; the share dialog is loaded and opened.

/** @typedef {import("./address.js").Address} Address */
/** @typedef {{choose: (chosen: Record<string, string>) => void, leave: (chosen: Record<string, string>) => void, share: () => void}} BarActions */

const OPEN = "details.menu[open]";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const select = (id) => /** @type {HTMLSelectElement} */ (byId(id));

/** @param {BarActions} actions */
export function listenToBar(actions) {
  select("view").addEventListener("change", () => actions.choose({ view: select("view").value, bbox: "" }));
  listenToSides(actions);
  select("lang").addEventListener("change", () => actions.leave({ lang: select("lang").value }));
  for (const button of themes()) {
    button.addEventListener("click", () => {
      showTheme(button.dataset.theme ?? "");
      closeMenus(null);
      actions.choose({ theme: button.dataset.theme ?? "" });
    });
  }
  byId("share").addEventListener("click", actions.share);
  byId("more").addEventListener("click", () => showTools(!byId("tools").classList.contains("open")));
  listenToMenus();
}

/** Sets the bar to the options of the address. @param {Address} address */
export function showChoices(address) {
  select("view").value = address.get("view");
  showSides(address.get("side").split(",")[0], address.get("versus"));
  showTheme(address.get("theme"));
}

/** Which account is drawn, and which one it is compared with; there is no second without a first. @param {BarActions} actions */
function listenToSides({ choose }) {
  if (!document.getElementById("side")) return;
  const [side, versus] = [select("side"), select("versus")];
  const chosen = () => {
    showSides(side.value, versus.value);
    choose({ side: side.value, versus: versus.value });
  };
  side.addEventListener("change", chosen);
  versus.addEventListener("change", chosen);
  showSides(side.value, versus.value);
}

/** @param {string} side @param {string} versus */
function showSides(side, versus) {
  if (!document.getElementById("side")) return;
  select("side").value = side;
  const other = select("versus");
  for (const option of other.options) option.disabled = option.value === side && side !== "";
  other.value = side && versus !== side ? versus : "";
  /** @type {HTMLElement} */ (other.closest(".choice")).hidden = !side || other.options.length < 3; // nobody, and the first itself, are no others
}

/** @param {string} theme */
function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const button of themes()) button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
}

function themes() {
  return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#theme [data-theme]"));
}

function listenToMenus() {
  document.addEventListener("click", ({ target }) => {
    closeMenus(target instanceof Element ? target : null);
    if (target instanceof Element && !target.closest("#tools, #more")) showTools(false);
  });
  const leave = (/** @type {KeyboardEvent} */ event) => {
    const open = document.querySelector(`${OPEN} summary`) ?? (byId("tools").matches(".open") ? byId("more") : null);
    if (event.key !== "Escape" || !open) return;
    event.stopImmediatePropagation(); // the map's own meaning of the key waits until no menu is open
    /** @type {HTMLElement} */ (open).focus();
    closeMenus(null);
    showTools(false);
  };
  document.addEventListener("keydown", leave, true);
}

/** @param {Element | null} inside a menu that contains this stays open */
function closeMenus(inside) {
  for (const menu of document.querySelectorAll(OPEN))
    if (!inside || !menu.contains(inside)) menu.removeAttribute("open");
}

/** On a phone, shows what the bar has no room for. @param {boolean} open */
function showTools(open) {
  byId("tools").classList.toggle("open", open);
  byId("more").setAttribute("aria-expanded", String(open));
}
