/* Suggestions under a search field: an ARIA combobox whose options are places of the site.
   data-suggestions-url?q= answers {suggestions: [{label, title, heading, url}]}; without them, and without this
   script, it is a plain form. data-list-label, data-count: "{count} suggestions", said when the list changes. */

const PAUSE = 180;
const SHORTEST = 2;
let lists = 0;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function bind(form) {
  const input = form.querySelector("input[type=search]");
  const id = `search-options-${(lists += 1)}`;
  const list = element("ul", { id, className: "search-options", role: "listbox", hidden: true });
  list.ariaLabel = form.dataset.listLabel;
  const status = element("p", { className: "vh", role: "status" });
  form.append(list, status);
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false", autocomplete: "off" });
  input.setAttribute("aria-controls", id);

  let [active, timer, request] = [-1];

  function activate(index) {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function show(rows) {
    list.replaceChildren(
      ...rows.map((row, index) => {
        const words = element("span", {}, row.heading ? `${row.title} › ${row.heading}` : row.title);
        const kind = element("span", { className: "small soft" }, row.label);
        const option = element("li", { id: `${id}-${index}`, role: "option" }, words, kind);
        option.dataset.url = row.url;
        return option;
      }),
    );
    list.hidden = rows.length === 0;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = rows.length ? form.dataset.count.replace("{count}", rows.length) : "";
    activate(-1);
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    show([]);
  }

  async function suggest() {
    request?.abort();
    const text = input.value.trim();
    if (text.length < SHORTEST) return show([]);
    const mine = (request = new AbortController());
    try {
      const url = `${form.dataset.suggestionsUrl}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(url, { signal: mine.signal });
      const { suggestions } = await answer.json();
      if (!mine.signal.aborted) show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") activate(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") activate(active === -1 ? count - 1 : active - 1);
    else if (event.key === "Enter" && active >= 0) window.location.assign(list.children[active].dataset.url);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}
