/* Shows a chosen picture before it is sent, and says at once when it is too large.
   data-max-bytes, data-too-large; the picture goes into the first child of [data-preview]. */

export function bind(form) {
  const input = form.querySelector("input[type=file]");
  const place = form.querySelector("[data-preview]").firstElementChild;
  const before = [...place.childNodes];

  function show(address) {
    const picture = new Image(256, 256);
    picture.alt = "";
    picture.addEventListener("load", () => place.replaceChildren(picture));
    picture.src = address;
  }

  function look() {
    const file = input.files[0];
    place.replaceChildren(...before);
    const isTooLarge = file && file.size > Number(form.dataset.maxBytes);
    input.setCustomValidity(isTooLarge ? form.dataset.tooLarge : "");
    if (isTooLarge) input.reportValidity();
    if (!file || isTooLarge) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => show(reader.result));
    reader.readAsDataURL(file);
  }

  input.addEventListener("change", look);
  // On a slow line somebody chooses before this runs, and a browser that goes back keeps the choice.
  if (input.files.length) look();
}
