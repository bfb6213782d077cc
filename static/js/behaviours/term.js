/* Explains a medical word where it stands: a click on its link shows the glossary's sentence beside it.
   Without the script, without popovers or without an answer, the link leads to the glossary. */

const GAP = 6;
const MARGIN = 16; // between the note and the edge of the window
const answers = new Map();
let shown; // { link, note } of the one note that is open

async function ask(link) {
  const address = new URL(link.href);
  const key = address.hash.replace("#term-", "");
  if (!answers.has(key)) {
    const response = await fetch(`${address.pathname}?term=${encodeURIComponent(key)}`);
    if (!response.ok) throw new Error(String(response.status));
    answers.set(key, await response.text());
  }
  return answers.get(key);
}

/* Below the word, or above it where there is no room. */
function place({ link, note }) {
  const word = [...link.getClientRects()].at(-1);
  const { width, height } = note.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(word.left, document.documentElement.clientWidth - width - MARGIN));
  const fits = word.bottom + GAP + height < window.innerHeight || word.top < GAP + height;
  note.style.left = `${left + window.scrollX}px`;
  note.style.top = `${(fits ? word.bottom + GAP : word.top - GAP - height) + window.scrollY}px`;
}

function close({ andReturn = false } = {}) {
  if (!shown) return;
  const { link, note } = shown;
  shown = undefined;
  if (andReturn) link.focus();
  note.remove();
  link.setAttribute("aria-expanded", "false");
  link.removeAttribute("aria-describedby");
}

/* The note follows its word in the page, so that the next Tab leads into it. */
function open(link, text) {
  const note = Object.assign(document.createElement("span"), { className: "term-note", id: "term-note" });
  note.setAttribute("role", "status");
  note.popover = "manual";
  link.after(note);
  shown = { link, note };
  note.showPopover();
  note.innerHTML = text; // made by the server; filled when it is there already, so that it is read out
  place(shown);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-describedby", note.id);
}

async function toggle(link) {
  const wasOpen = shown?.link === link;
  close();
  if (wasOpen) return;
  try {
    const text = await ask(link);
    close();
    open(link, text);
  } catch {
    window.location.assign(link.href);
  }
}

const isInside = (target) => shown && (shown.link.contains(target) || shown.note.contains(target));

let isListening = false;
function listen() {
  if (isListening) return;
  isListening = true;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) close({ andReturn: isInside(document.activeElement) });
  });
  document.addEventListener("click", (event) => isInside(event.target) || close());
  document.addEventListener("focusin", (event) => isInside(event.target) || close());
  window.addEventListener("resize", () => shown && place(shown));
}

export function bind(element) {
  if (!("popover" in element)) return;
  listen();
  element.querySelectorAll("a.term").forEach((link) => link.setAttribute("aria-expanded", "false"));
  element.addEventListener("click", (event) => {
    const link = event.target.closest("a.term");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    toggle(link);
  });
}
