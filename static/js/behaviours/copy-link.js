/* A link to a place on this site that copies its address instead of going there.
   data-copied: what it says afterwards. */

const PAUSE = 3000;

export function bind(link) {
  if (!navigator.clipboard) return;
  const target = link.querySelector("[data-copy-text]") ?? link;
  const before = target.textContent;
  target.setAttribute("aria-live", "polite");
  let timer;

  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      window.location.assign(link.href);
      return;
    }
    target.textContent = link.dataset.copied ?? "Link copied";
    clearTimeout(timer);
    timer = setTimeout(() => {
      target.textContent = before;
    }, PAUSE);
  });
}
