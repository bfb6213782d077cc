/* In a question with several answers "None of these" stands alone: it takes the others back, and they it. */

const NONE = "none";

export function bind(fieldset) {
  fieldset.addEventListener("change", (event) => {
    if (!event.target.checked) return;
    const isNone = event.target.value === NONE;
    for (const box of fieldset.querySelectorAll("input:checked")) {
      if ((box.value === NONE) !== isNone) box.checked = false;
    }
  });
}
