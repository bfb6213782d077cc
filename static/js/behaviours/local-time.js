/* Puts the full date into the title of a <time>: in the zone that the reader chose (<html data-time-zone>),
   else in the browser's. */

const { lang, dataset } = document.documentElement;
const style = { dateStyle: "full", timeStyle: "short" };

function formatIn(timeZone) {
  try {
    return new Intl.DateTimeFormat(lang || undefined, { ...style, timeZone });
  } catch {
    return new Intl.DateTimeFormat(lang || undefined, style); // a zone that this browser does not know
  }
}

const format = formatIn(dataset.timeZone || undefined);

export function bind(element) {
  const at = new Date(element.dateTime);
  if (!Number.isNaN(at.getTime())) element.title = format.format(at);
}
