// Light or dark: what the reader chose, before anything is drawn.
"use strict";
{
  const root = document.documentElement;
  root.removeAttribute("data-no-script");
  let chosen = null;
  try {
    chosen = localStorage.getItem("dateline-theme");
  } catch {
    // Storage may be switched off; the system's choice holds then.
  }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-theme-toggle]")) return;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("dateline-theme", root.dataset.theme);
    } catch {
      // Kept for this page only.
    }
    document.dispatchEvent(new CustomEvent("dateline:theme"));
  });
}
