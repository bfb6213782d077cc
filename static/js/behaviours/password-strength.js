/* Says under a new password, while it is typed, how hard it is to guess. Nothing leaves the browser.

   A rough estimate: bits = what each character adds, by the kinds of letters in use; a character that repeats or
   continues a row adds one bit; a word that many people use, whole or with digits at the end, counts for little.
   The site decides when the form is sent, with a better estimate. data-levels: the four verdicts, weakest first,
   with | between them. */

import { COMMON } from "../common-passwords.js";

const KINDS = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[^a-zA-Z0-9]/, 33]];
const LEAST_BITS = [0, 36, 52, 70]; // of the four levels
const SHORTEST = 10;
const PAUSE = 700; // milliseconds without typing before it is said aloud

const isRow = (before, now) => Math.abs(now.codePointAt(0) - before.codePointAt(0)) <= 1;

export function estimateBits(password) {
  const word = password.toLowerCase().replace(/[^a-z]+$/, "");
  const rest = COMMON.has(word) ? password.slice(word.length) : password;
  const size = KINDS.reduce((sum, [kind, letters]) => sum + (kind.test(rest) ? letters : 0), 0);
  const each = Math.log2(Math.max(size, 2));
  const letters = [...rest];
  const seen = new Set();
  return letters.reduce((bits, letter, place) => {
    const pair = `${letters[place - 1] ?? ""}${letter}`;
    const cheap = place > 0 && (isRow(letters[place - 1], letter) || seen.has(pair));
    seen.add(pair);
    return bits + (cheap ? 1 : each);
  }, rest === password ? 0 : 8);
}

export function levelOf(password) {
  const bits = password.length < SHORTEST ? 0 : estimateBits(password);
  return LEAST_BITS.filter((least) => bits >= least).length;
}

export function bind(input) {
  const words = (input.dataset.levels ?? "").split("|");
  const meter = document.createElement("div");
  meter.className = "strength";
  meter.hidden = true;
  meter.innerHTML = '<span class="strength-bar" aria-hidden="true"></span><span class="strength-text"></span>';
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  (input.closest(".control") ?? input).after(meter, said);

  let timer;
  input.addEventListener("input", () => {
    const level = levelOf(input.value);
    const text = words[level - 1] ?? "";
    meter.hidden = !input.value;
    meter.dataset.level = level;
    meter.lastElementChild.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = input.value ? text : "";
    }, PAUSE);
  });
}
