/* Runs before the first paint, so that a chosen theme does not flash. Loaded as a plain script. */
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    /* Storage is off: the system's setting holds. */
  }
})();
