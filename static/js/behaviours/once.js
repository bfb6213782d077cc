/* A form that cannot be sent twice by accident. The button keeps its name and value: it is only marked. */

export function bind(form) {
  let sending = false;
  const texts = new Map();

  const mark = (button) => {
    if (!button || texts.has(button)) return;
    texts.set(button, [...button.childNodes]);
    button.setAttribute("aria-disabled", "true");
    button.replaceChildren(form.dataset.sending ?? "Sending…");
  };

  const reset = () => {
    sending = false;
    for (const [button, nodes] of texts) {
      button.removeAttribute("aria-disabled");
      button.replaceChildren(...nodes);
    }
    texts.clear();
  };

  form.addEventListener("submit", (event) => {
    if (sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sending = true;
    const button = event.submitter ?? form.querySelector("[type=submit], button:not([type])");
    // After the browser has collected the form's data.
    setTimeout(() => (event.defaultPrevented && !form.matches("[hx-post], [data-hx-post]") ? reset() : mark(button)));
  });
  window.addEventListener("pageshow", reset);
  form.addEventListener("htmx:afterRequest", reset);
}
