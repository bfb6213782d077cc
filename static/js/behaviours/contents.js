/* Marks, in the contents beside a text, the part that is being read. */

const READING_LINE = 0.3; // of the window's height

export function bind(nav) {
  const parts = [...nav.querySelectorAll('a[href^="#"]')]
    .map((link) => ({ link, part: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ part }) => part);
  let current;
  let isDue = false;

  function mark() {
    isDue = false;
    const line = window.innerHeight * READING_LINE;
    const link = parts.filter(({ part }) => part.getBoundingClientRect().top < line).at(-1)?.link;
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    const isHidden = link.offsetTop < nav.scrollTop || link.offsetTop > nav.scrollTop + nav.clientHeight - 48;
    if (isHidden) nav.scrollTop = link.offsetTop - nav.clientHeight / 2;
  }

  window.addEventListener(
    "scroll",
    () => {
      if (isDue) return;
      isDue = true;
      requestAnimationFrame(mark);
    },
    { passive: true },
  );
  mark();
}
