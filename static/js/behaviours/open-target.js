/* Opens the <details> inside the element that the address's hash names, or that contains what it names. */

function named() {
  try {
    return document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  } catch {
    return null; // not a hash of ours
  }
}

export function bind(element) {
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
