/* Tells the site, once the page has been in sight for a moment, that its reader has been here, so that the next visit
   says what is new. Without scripts the form has a button. */

const WAIT_MS = 2000;

export function bind(form) {
  let timer;

  const send = () => {
    document.removeEventListener("visibilitychange", watch);
    // Lost when it fails: then the same is new once more.
    fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "HX-Request": "true" },
      keepalive: true,
    }).catch(() => {});
  };

  const watch = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(send, WAIT_MS);
  };

  document.addEventListener("visibilitychange", watch);
  watch();
}
