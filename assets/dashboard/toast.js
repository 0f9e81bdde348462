// @ts-check
// A toast: one sentence over the page, for as long as it takes to read it.

const SHOWN_MS = 2500;

/** @param {string} text */
export function showToast(text) {
  for (const before of document.querySelectorAll(".toast")) before.remove();
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  toast.textContent = text;
  document.body.append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}
