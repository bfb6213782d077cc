/* Suggestions under a search field: an ARIA combobox whose options are places of the site, in groups.
   data-suggestions-url?q= answers {groups: [{label, suggestions: [{title, heading, url}]}]}; without them, and without
   this script, it is a plain form. data-list-label, data-count: "{count} suggestions", said when the list changes. */

const PAUSE = 180;
const SHORTEST = 2;
let lists = 0;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function option(row, id) {
  const made = element("div", { id, role: "option", className: "search-option" });
  made.append(element("span", {}, row.title));
  if (row.heading) made.append(element("span", { className: "small soft" }, row.heading));
  made.dataset.url = row.url;
  return made;
}

function group({ label, suggestions }, id) {
  const name = element("p", { id, className: "search-group" }, label);
  name.role = "presentation";
  const made = element("div", { role: "group" }, name);
  made.setAttribute("aria-labelledby", id);
  made.append(...suggestions.map((row, index) => option(row, `${id}-${index}`)));
  return made;
}

export function bind(form) {
  const input = form.querySelector("input[type=search]");
  const id = `search-options-${(lists += 1)}`;
  const list = element("div", { id, className: "search-options", role: "listbox", hidden: true });
  list.ariaLabel = form.dataset.listLabel;
  const status = element("p", { className: "vh", role: "status" });
  form.append(list, status);
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false", autocomplete: "off" });
  input.setAttribute("aria-controls", id);

  let [active, options, timer, request] = [-1, []];

  function activate(index) {
    active = index;
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
    const chosen = options[index];
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  function show(groups) {
    list.replaceChildren(...groups.map((one, index) => group(one, `${id}-${index}`)));
    options = [...list.querySelectorAll("[role=option]")];
    list.hidden = options.length === 0;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = options.length ? form.dataset.count.replace("{count}", options.length) : "";
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
      const { groups } = await answer.json();
      if (!mine.signal.aborted) show(groups);
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
    const count = options.length;
    if (event.key === "ArrowDown") activate(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") activate(active === -1 ? count - 1 : active - 1);
    else if (event.key === "Enter" && active >= 0) window.location.assign(options[active].dataset.url);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) window.location.assign(chosen.dataset.url);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}
