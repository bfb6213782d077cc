/* Puts the full date in the reader's own zone into the title of a <time>. */

const format = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
  dateStyle: "full",
  timeStyle: "short",
});

export function bind(element) {
  const at = new Date(element.dateTime);
  if (!Number.isNaN(at.getTime())) element.title = format.format(at);
}
