// Before the first paint: theme and language that were chosen here before, else those of the system.
(() => {
  const root = document.documentElement;
  const theme = document.cookie.split("; ").find(entry => entry.startsWith("theme="))?.slice(6);
  root.dataset.theme = theme === "dark" || theme === "light" ? theme : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("shop.language") ?? navigator.language;
  root.lang = asked.toLowerCase().startsWith("ja") ? "ja" : "en";
})();
