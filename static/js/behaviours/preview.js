/* Shows how a text will look: on the button, then while typing, as long as the preview is open.
   data-preview-url gets the text ("body") and data-preview-kind ("kind") by POST and answers with HTML,
   with the status 422 when that says what is wrong with the text. */

const PAUSE = 600;

export function bind(element) {
  const textarea = element.querySelector("textarea");
  const opener = element.querySelector("[data-preview-open]");
  const button = opener.querySelector("button");
  const box = element.querySelector("[data-preview-box]");
  const result = element.querySelector("[data-preview-result]");
  let request;
  let timer;

  async function load() {
    request?.abort();
    const mine = new AbortController();
    request = mine;
    const token = textarea.form.elements.csrfmiddlewaretoken?.value ?? "";
    try {
      const response = await fetch(element.dataset.previewUrl, {
        method: "POST",
        headers: { "X-CSRFToken": token, "HX-Request": "true" },
        body: new URLSearchParams({ body: textarea.value, kind: element.dataset.previewKind ?? "" }),
        signal: mine.signal,
      });
      if (!response.ok && response.status !== 422) throw new Error(String(response.status));
      const html = await response.text();
      if (request === mine) result.innerHTML = html; // made and cleaned by the server
    } catch (error) {
      if (error.name !== "AbortError") result.textContent = element.dataset.failed ?? "";
    }
  }

  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    clearTimeout(timer);
    if (box.hidden) request?.abort();
    else load();
  });
  textarea.addEventListener("input", () => {
    clearTimeout(timer);
    if (!box.hidden) timer = setTimeout(load, PAUSE);
  });
  opener.hidden = false;
}
