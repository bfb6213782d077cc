/* The proof of work of a guest's form (ALTCHA, version 1): found in the background as soon as someone types.
   A form that is sent earlier waits for it. Without it the form still works, only with stricter limits. */

const encoder = new TextEncoder();
const BATCH = 400;

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ salt, challenge, most }) {
  for (let start = 0; start <= most; start += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, most - start + 1) }, (_, index) => start + index);
    const hashes = await Promise.all(
      numbers.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(`${salt}${number}`))),
    );
    const found = hashes.findIndex((hash) => hex(hash) === challenge);
    if (found >= 0) return numbers[found];
  }
  return null;
}

export function bind(form) {
  const field = form.querySelector("[data-proof]");
  const status = form.querySelector("[data-proof-status]");
  // Browsers hash only on secure pages.
  if (!field || field.value || !window.crypto?.subtle) return;
  let work = null;

  const prove = async () => {
    const { salt, challenge, signature, most } = form.dataset;
    const number = await solve({ salt, challenge, most: Number(most) });
    field.value = btoa(JSON.stringify({ algorithm: "SHA-256", challenge, number, salt, signature }));
    work = null;
  };

  const start = () => {
    if (!field.value) work ??= prove();
  };

  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("submit", (event) => {
    const isElsewhere = event.submitter?.name === "door";
    if (field.value || isElsewhere) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    start();
    status.textContent = form.dataset.working;
    work.then(() => {
      status.textContent = "";
      form.requestSubmit(event.submitter);
    });
  });
}
