/* System, light or dark: three buttons; the choice is kept in this browser. */

const colors = { light: "#FAF6EF", dark: "#151817" };

function stored() {
  try {
    return localStorage.getItem("theme") ?? "";
  } catch {
    return "";
  }
}

function store(choice) {
  try {
    if (choice) localStorage.setItem("theme", choice);
    else localStorage.removeItem("theme");
  } catch {
    /* Storage is off: the choice holds until the next page. */
  }
}

function apply(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    const system = meta.media.includes("dark") ? "dark" : "light";
    meta.content = colors[choice || system];
  }
}

export function bind(element) {
  const buttons = [...element.querySelectorAll("[data-theme-choice]")];
  const show = (choice) => {
    apply(choice);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      store(button.dataset.themeChoice);
      show(button.dataset.themeChoice);
    });
  }
  const choice = stored();
  show(choice in colors ? choice : "");
  element.hidden = false;
}
