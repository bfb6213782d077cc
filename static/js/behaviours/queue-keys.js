/* Going through the moderators' queue by keyboard: j and k move, a, h, d and r choose a decision, ? helps.
   A key only chooses: the form is sent by its button or Enter. */

const ACTIONS = { a: ["approve", "dismiss"], h: ["hide"], d: ["delete"], r: ["reviewed"] };
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

function move(list, step) {
  const links = [...list.querySelectorAll("[data-row] h3 a")];
  if (!links.length) {
    document.querySelector(`a[rel=${step > 0 ? "next" : "prev"}]`)?.click();
    return;
  }
  const here = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = links[Math.min(links.length - 1, Math.max(0, here < 0 ? 0 : here + step))];
  next.focus();
  next.closest("[data-row]").scrollIntoView({ block: "nearest" });
}

function choose(names) {
  for (const name of names) {
    const radio = document.querySelector(`[data-decide] input[name=action][value=${name}]`);
    if (!radio) continue;
    radio.click();
    const form = radio.form;
    const needsRule = !["approve", "dismiss", "reviewed"].includes(name);
    form.elements[needsRule ? "rule" : "reason"]?.focus();
    form.scrollIntoView({ block: "nearest" });
    return;
  }
}

export function bind(place) {
  const help = document.getElementById("keys-help");
  const onKey = (event) => {
    if (!place.isConnected) {
      document.removeEventListener("keydown", onKey);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.(TYPING) || help?.open) return;
    if (event.key === "?") help?.showModal();
    else if (event.key === "j") move(place, 1);
    else if (event.key === "k") move(place, -1);
    else if (event.key in ACTIONS) choose(ACTIONS[event.key]);
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  document.documentElement.classList.add("has-keys");
}
