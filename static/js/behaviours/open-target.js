/* Opens the <details> inside the element that the address's hash names, or that contains what it names.
   data-elsewhere: where to ask for an entry that is not on this page. */

const ENTRY = /^#[a-z][a-z0-9-]*$/;

function named() {
  try {
    return document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  } catch {
    return null; // not a hash of ours
  }
}

// The way from there leads here again when this page should have it: once is enough.
const cameFromThere = () => performance.getEntriesByType("navigation")[0]?.redirectCount > 0;

export function bind(element) {
  const { elsewhere } = element.dataset;
  const { hash } = window.location;
  if (elsewhere && ENTRY.test(hash) && !named() && !cameFromThere()) {
    window.location.replace(`${elsewhere}${hash.slice(1)}/`);
    return;
  }
  const open = () => {
    const target = named();
    const details = target?.closest("details");
    if (!details || !element.contains(details)) return;
    details.open = true;
    target.scrollIntoView();
  };
  // A second click on the same link changes no hash, but should open the entry again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && !event.defaultPrevented && link.hash === window.location.hash) open();
  });
  window.addEventListener("hashchange", open);
  open();
}
