/* Follows the form of the page: which of the parts that an expert would ask first are known.
   Each entry names its fields in data-names; "place" is the field of the place. */

const fieldOf = (name) => (name === "place" ? "body_site" : name);

export function bind(element) {
  const form = document.querySelector("form.ask-form");
  if (!form) return;
  const bar = element.querySelector("progress");
  const words = element.querySelector("[data-completeness-words]");
  const entries = [...element.querySelectorAll("[data-names]")];

  function isTold(data, name) {
    return [fieldOf(name), `${name}_note`].some((one) => data.getAll(one).some((value) => value.trim() !== ""));
  }

  function refresh() {
    const data = new FormData(form);
    let known = 0;
    for (const entry of entries) {
      const told = entry.dataset.names.split(" ").some((name) => isTold(data, name));
      known += Number(told);
      entry.classList.toggle("y", told);
      const said = entry.querySelector("[data-known]");
      said.textContent = told ? said.dataset.known : said.dataset.unknown;
    }
    bar.value = known;
    words.textContent = known >= Number(element.dataset.enoughAt) ? element.dataset.enough : element.dataset.more;
  }

  form.addEventListener("change", refresh);
  form.addEventListener("input", refresh);
  refresh();
}
