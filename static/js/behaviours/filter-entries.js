/* Filters the entries of a page (data-entries: their selector) while one types into the search field; sending
   the form searches on the server, which knows other forms of the words too. data-contents: a list of them
   that only makes sense in full. data-status: "{shown} of {all}"; data-none: nothing has the letters. */

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export function bind(form) {
  const field = form.querySelector("input[type=search]");
  const status = form.querySelector("[data-filter-status]");
  const contents = document.querySelector(form.dataset.contents);
  const entries = [...document.querySelectorAll(form.dataset.entries)];
  const texts = new Map(entries.map((entry) => [entry, plain(entry.textContent)]));

  function describe(words, shown) {
    if (!words.length) return "";
    if (!shown) return form.dataset.none;
    return form.dataset.status.replace("{shown}", shown).replace("{all}", entries.length);
  }

  function filter() {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const matches = words.every((word) => texts.get(entry).includes(word));
      entry.hidden = !matches;
      if (matches) shown += 1;
    }
    if (contents) contents.hidden = words.length > 0;
    status.textContent = describe(words, shown);
  }

  field.addEventListener("input", filter);
  // The browser may bring back what was typed before.
  if (field.value !== field.defaultValue) filter();
}
