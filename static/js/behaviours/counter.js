/* Says how many letters are left, aloud only near the end. Needs a control with maxlength inside. */

const NEAR = 0.1; // the last tenth, and at most the last 100 letters
const PAUSE = 700; // milliseconds without typing before it is said aloud

export function bind(element) {
  const control = element.querySelector("[maxlength]");
  if (!control) return;
  const limit = control.maxLength;
  const near = Math.min(100, Math.ceil(limit * NEAR));
  const words = element.dataset.left ?? "characters left";

  const shown = document.createElement("p");
  shown.className = "counter";
  shown.setAttribute("aria-hidden", "true");
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  control.after(shown, said);

  let timer;
  const update = () => {
    const left = limit - control.value.length;
    const text = `${left.toLocaleString()} ${words}`;
    shown.textContent = text;
    shown.classList.toggle("is-near", left <= near);
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = left <= near ? text : "";
    }, PAUSE);
  };
  control.addEventListener("input", update);
  update();
}
