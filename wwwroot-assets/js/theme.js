// Runs before the first paint: with no choice made yet, the page follows the system.
(() => {
  const chosen = document.cookie.split("; ").some(entry => entry.startsWith("theme="));
  if (!chosen && matchMedia("(prefers-color-scheme: dark)").matches) {
    document.documentElement.dataset.theme = "dark";
  }
})();
