/* Keeps a form on the server while it is written: some seconds after the last letter, and when the page is left.
   The form has a button [data-keep-draft] that does the same without scripts; its formaction is the address.
   [data-draft-status] says when it was kept. */

const WAIT_MS = 4000;

export function bind(form) {
  const button = form.querySelector("[data-keep-draft]");
  const status = form.querySelector("[data-draft-status]");
  if (!button) return;
  let timer;
  let kept = snapshot();
  let sent = false;

  function snapshot() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  }

  async function keep() {
    clearTimeout(timer);
    const now = snapshot();
    if (sent || now.toString() === kept.toString()) return;
    try {
      const answer = await fetch(button.formAction, {
        method: "POST",
        body: now,
        headers: { "HX-Request": "true" },
        keepalive: now.toString().length < 60000,
      });
      if (!answer.ok || answer.redirected || answer.headers.get("HX-Redirect")) throw new Error(answer.status);
      kept = now;
      status.innerHTML = await answer.text();
    } catch {
      status.textContent = status.dataset.failed;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter !== button) sent = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}
