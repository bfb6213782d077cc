/* One tab stop for many places: the arrow keys go to the nearest place in that direction. */

const directions = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function center(item) {
  const box = item.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

const isVisible = (item) => item.getClientRects().length > 0;

function nearest(items, from, [towardsX, towardsY]) {
  const [x, y] = center(from);
  let best;
  let least = Infinity;
  for (const item of items) {
    const [otherX, otherY] = center(item);
    const along = (otherX - x) * towardsX + (otherY - y) * towardsY;
    if (item === from || along < 1) continue;
    const across = Math.abs((otherX - x) * towardsY) + Math.abs((otherY - y) * towardsX);
    const distance = along + across * 2;
    if (distance < least) [best, least] = [item, distance];
  }
  return best;
}

export function bind(element) {
  const all = [...element.querySelectorAll(".shape")];
  const visible = () => all.filter(isVisible);

  const hold = (item) => {
    for (const other of all) other.setAttribute("tabindex", other === item ? "0" : "-1");
  };

  element.addEventListener("keydown", (event) => {
    const here = event.target.closest(".shape");
    if (!here) return;
    let next;
    if (directions[event.key]) next = nearest(visible(), here, directions[event.key]);
    else if (event.key === "Home") next = visible()[0];
    else if (event.key === "End") next = visible().at(-1);
    else return;
    event.preventDefault();
    next?.focus();
  });
  element.addEventListener("focusin", (event) => {
    const item = event.target.closest(".shape");
    if (item) hold(item);
  });
  // When the held place is on the side that is not shown, another one takes over.
  element.addEventListener("change", () => {
    const shown = visible();
    if (!shown.some((item) => item.getAttribute("tabindex") === "0")) hold(shown[0]);
  });
  hold(all.find((item) => item.matches(".is-selected")) ?? visible()[0] ?? all[0]);
}
