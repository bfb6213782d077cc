/* Brings what has just appeared into view and gives it the focus, once. */

export function bind(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "start" });
}
