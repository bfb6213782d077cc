/* A button that prints the page; without JavaScript it stays hidden, the browser's menu does the same. */

export function bind(button) {
  button.addEventListener("click", () => window.print());
  button.hidden = false;
}
