// Sets the chosen theme before anything is drawn.
"use strict";
(() => {
  const themes = ["system", "light", "dark"];
  const key = "gcompute-dashboard-theme";
  const read = () => {
    try {
      const stored = localStorage.getItem(key);
      return themes.includes(stored) ? stored : "system";
    } catch {
      return "system";
    }
  };
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (button) {
      button.textContent = `Theme: ${theme}`;
    }
  };
  apply(read());
  addEventListener("DOMContentLoaded", () => {
    apply(read());
    document.getElementById("theme").addEventListener("click", () => {
      const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
      try {
        localStorage.setItem(key, next);
      } catch {
        // Without storage the theme lasts as long as the page.
      }
      apply(next);
    });
  });
})();
