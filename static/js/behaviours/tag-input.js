/* Suggestions for a text field of comma-separated tags: an ARIA combobox that completes the tag at the
   cursor. data-complete-url?q= answers with a JSON list of names (or of {name}), or {tags: list}. */

const PAUSE = 150;
let lists = 0;

/* The tag around the cursor */
function current(input) {
  const at = input.selectionStart;
  const start = input.value.lastIndexOf(",", at - 1) + 1;
  const comma = input.value.indexOf(",", at);
  const end = comma < 0 ? input.value.length : comma;
  return { start, end, text: input.value.slice(start, end).trim() };
}

export function bind(element) {
  const input = element.querySelector("input");
  const list = document.createElement("ul");
  list.id = `tag-options-${(lists += 1)}`;
  list.className = "tag-options";
  list.role = "listbox";
  list.ariaLabel = element.querySelector("label").textContent.trim();
  list.hidden = true;
  input.parentElement.classList.add("tag-box");
  input.after(list);
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false", autocomplete: "off" });
  input.setAttribute("aria-controls", list.id);

  let [active, timer, request] = [-1];

  function activate(index) {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  function show(names) {
    list.replaceChildren(
      ...names.map((name, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.role = "option";
        option.textContent = name;
        return option;
      }),
    );
    list.hidden = names.length === 0;
    input.ariaExpanded = String(!list.hidden);
    activate(-1);
  }

  function take(name) {
    const { start, end } = current(input);
    const before = input.value.slice(0, start) + (start ? " " : "") + name;
    const after = input.value.slice(end).replace(/^,?\s*/, ", ");
    input.value = before + after;
    input.setSelectionRange(before.length + 2, before.length + 2);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    show([]);
  }

  async function suggest() {
    request?.abort();
    const { text } = current(input);
    if (!text) return show([]);
    request = new AbortController();
    const url = `${element.dataset.completeUrl}?q=${encodeURIComponent(text)}`;
    try {
      const answer = await (await fetch(url, { signal: request.signal })).json();
      const chosen = input.value.split(",").map((tag) => tag.trim().toLowerCase());
      const rows = Array.isArray(answer) ? answer : (answer.tags ?? []);
      show(rows.map((row) => row.name ?? row).filter((name) => !chosen.includes(name.toLowerCase())));
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") activate((active + 1) % count);
    else if (event.key === "ArrowUp") activate(active <= 0 ? count - 1 : active - 1);
    else if (event.key === "Enter" && active >= 0) take(list.children[active].textContent);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", (event) => {
    if (event.target.role === "option") take(event.target.textContent);
  });
  input.addEventListener("blur", () => show([]));
}
