/* Registers the service worker (data-worker) that keeps the relief steps for the time without a connection;
   after everything else, and not where the reader saves data. */

export function bind(element) {
  if (!("serviceWorker" in navigator) || navigator.connection?.saveData) return;
  const register = () => {
    // Refused in private windows of some browsers: the site works without.
    navigator.serviceWorker.register(element.dataset.worker, { scope: "/" }).catch(() => {});
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
