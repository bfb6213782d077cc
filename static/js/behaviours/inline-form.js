/* A link whose form htmx puts into its place (hx-target). A second click shows the form again instead of
   loading an empty one; "Cancel" (data-cancel) puts it away, and what was typed stays. */

/* Several forms can be open on one page: each gets ids of its own. */
function makeIdsUnique(form, suffix) {
  for (const element of form.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const name of ["id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replaceAll(/\S+/g, `$&-${suffix}`));
    }
  }
}

export function bind(link) {
  const place = document.querySelector(link.getAttribute("hx-target"));
  if (!place) return;

  const open = () => {
    place.hidden = false;
    link.setAttribute("aria-expanded", "true");
    place.querySelector("textarea")?.focus();
  };

  const close = () => {
    place.hidden = true;
    link.setAttribute("aria-expanded", "false");
    link.focus();
  };

  link.setAttribute("aria-expanded", "false");
  link.addEventListener("htmx:beforeRequest", (event) => {
    if (!place.querySelector("form")) return;
    event.preventDefault();
    open();
  });
  // Led elsewhere, such as to sign in again: go there as a whole page.
  place.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === link.pathname) return;
    event.preventDefault();
    window.location.assign(link.href);
  });
  place.addEventListener("htmx:afterSwap", () => {
    const form = place.querySelector("form");
    if (!form) return;
    makeIdsUnique(form, place.id);
    form.querySelector("[data-cancel]").addEventListener("click", (event) => {
      event.preventDefault();
      close();
    });
    open();
  });
}
