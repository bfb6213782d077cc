/* The figure as a second way to set the place (data-place-field) and the side (data-side-field) of its
   form, be they radio inputs or selects. The inputs stay the truth: the figure shows what they say. */

function split(region) {
  const [, site, side] = region.match(/^(.+?)(?:-(left|right))?$/);
  return { site, side: side ?? "" };
}

function read(form, name) {
  return form.elements.namedItem(name)?.value ?? "";
}

function write(form, name, value) {
  const field = form.elements.namedItem(name);
  if (!field) return;
  const isGroup = field instanceof RadioNodeList;
  if (isGroup) for (const radio of field) radio.checked = radio.value === value;
  else field.value = value;
  (isGroup ? field[0] : field).dispatchEvent(new Event("change", { bubbles: true }));
}

export function bind(element) {
  const form = element.closest("form");
  const { placeField, sideField } = element.dataset;
  const shapes = [...element.querySelectorAll("[data-region]")];
  const live = element.querySelector("[data-body-live]");

  function isChosen(shape) {
    const { site, side } = split(shape.dataset.region);
    if (site !== read(form, placeField)) return false;
    const chosen = read(form, sideField);
    return !side || !["left", "right"].includes(chosen) || chosen === side;
  }

  function refresh() {
    const titles = new Map();
    for (const shape of shapes) {
      const chosen = isChosen(shape);
      shape.classList.toggle("is-selected", chosen);
      shape.setAttribute("aria-pressed", String(chosen));
      const { region } = shape.dataset;
      if (chosen && !titles.has(region)) titles.set(region, shape.querySelector("title").textContent);
    }
    const names = new Intl.ListFormat(document.documentElement.lang || undefined).format(titles.values());
    const { chosen, nothing } = element.dataset;
    live.textContent = names ? `${chosen} ${names}` : nothing;
  }

  // The other side of the same place makes "both"; a side that is chosen already is taken back.
  function sideAfter(before, side) {
    if (before === "both") return side === "left" ? "right" : "left";
    return before ? "both" : side;
  }

  function choose(shape) {
    const { site, side } = split(shape.dataset.region);
    const isSame = site === read(form, placeField);
    const before = isSame ? read(form, sideField) : "";
    const takenBack = isSame && before === side;
    write(form, placeField, takenBack ? "" : site);
    write(form, sideField, takenBack ? "" : sideAfter(before, side));
    refresh();
  }

  for (const shape of shapes) {
    shape.setAttribute("role", "button");
    shape.setAttribute("aria-label", shape.querySelector("title").textContent);
    shape.addEventListener("click", () => choose(shape));
    shape.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(shape);
    });
  }
  form.addEventListener("change", (event) => {
    if ([placeField, sideField].includes(event.target.name)) refresh();
  });
  form.addEventListener("reset", () => setTimeout(refresh));
  element.hidden = false;
  const list = form.querySelector("[data-body-list]");
  if (list && !list.querySelector("[aria-invalid]")) list.open = false;
  refresh();
}
