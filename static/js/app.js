/* Finds data-behaviour="name other" in the page, and in what htmx loads, and binds each behaviour once. */

const modules = {
  "body-figure": () => import("./behaviours/body-figure.js"),
  contents: () => import("./behaviours/contents.js"),
  "copy-link": () => import("./behaviours/copy-link.js"),
  completeness: () => import("./behaviours/completeness.js"),
  counter: () => import("./behaviours/counter.js"),
  draft: () => import("./behaviours/draft.js"),
  "file-preview": () => import("./behaviours/file-preview.js"),
  "filter-entries": () => import("./behaviours/filter-entries.js"),
  "guide-alone": () => import("./behaviours/guide-alone.js"),
  "inline-form": () => import("./behaviours/inline-form.js"),
  "local-time": () => import("./behaviours/local-time.js"),
  "look-here": () => import("./behaviours/look-here.js"),
  menu: () => import("./behaviours/menu.js"),
  offline: () => import("./behaviours/offline.js"),
  once: () => import("./behaviours/once.js"),
  "open-target": () => import("./behaviours/open-target.js"),
  proof: () => import("./behaviours/proof.js"),
  "picture-upload": () => import("./behaviours/picture-upload.js"),
  "passkey-create": () => import("./behaviours/passkey-create.js"),
  "passkey-use": () => import("./behaviours/passkey-use.js"),
  "password-strength": () => import("./behaviours/password-strength.js"),
  "print-page": () => import("./behaviours/print-page.js"),
  preview: () => import("./behaviours/preview.js"),
  "search-combobox": () => import("./behaviours/search-combobox.js"),
  "queue-keys": () => import("./behaviours/queue-keys.js"),
  read: () => import("./behaviours/read.js"),
  roving: () => import("./behaviours/roving.js"),
  "tag-input": () => import("./behaviours/tag-input.js"),
  term: () => import("./behaviours/term.js"),
  theme: () => import("./behaviours/theme.js"),
  unsaved: () => import("./behaviours/unsaved.js"),
};

const bound = new WeakMap();

async function bindElement(element) {
  const done = bound.get(element) ?? new Set();
  bound.set(element, done);
  for (const name of element.dataset.behaviour.split(/\s+/)) {
    if (!modules[name] || done.has(name)) continue;
    done.add(name);
    const module = await modules[name]();
    module.bind(element);
  }
}

function bindAll(root) {
  if (root.matches?.("[data-behaviour]")) bindElement(root);
  root.querySelectorAll("[data-behaviour]").forEach(bindElement);
}

bindAll(document);
document.addEventListener("htmx:load", (event) => bindAll(event.detail.elt));
