/* Keeps what was typed into a form in this tab until it is sent, brings it back after a reload,
   and asks before the page is left with unsent text. */

const isText = (control) =>
  control.name && (control.type === "textarea" || control.type === "text") && !control.readOnly;

export function bind(form) {
  const key = `unsent:${form.dataset.unsavedKey ?? form.getAttribute("action") ?? ""}:${location.pathname}`;
  const controls = () => [...form.elements].filter(isText);
  const refused = form.querySelector('[aria-invalid="true"], .error-summary') !== null;
  const start = new Map(controls().map((control) => [control.name, refused ? "" : control.value]));
  let sent = false;

  const remember = (value) => {
    try {
      if (value) sessionStorage.setItem(key, JSON.stringify(value));
      else sessionStorage.removeItem(key);
    } catch {
      /* Storage is off or full: the warning still works. */
    }
  };
  const recall = () => {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  };
  const changed = () => controls().filter((control) => control.value !== start.get(control.name));
  const texts = () => Object.fromEntries(changed().map((control) => [control.name, control.value]));

  function restore() {
    const kept = recall();
    if (kept.sent) return remember(null);
    for (const control of controls()) {
      const text = kept.texts?.[control.name];
      if (text === undefined || control.value !== control.defaultValue || control.value === text) continue;
      control.value = text;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  form.addEventListener("input", () => {
    const unsent = texts();
    remember(Object.keys(unsent).length ? { texts: unsent } : null);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented && !form.matches("[hx-post], [data-hx-post]")) return;
    sent = true;
    remember({ sent: true, texts: texts() });
  });
  // Back from the browser's memory: what is in the form now counts as unsent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && form.isConnected && changed().length) event.preventDefault();
  });
  restore();
}
