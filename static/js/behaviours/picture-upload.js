/* Uploads a picture (chosen, pasted or dropped) and puts its Markdown at the cursor of a textarea.
   data-for: the textarea; data-url takes "file" and "alt" by POST and answers with a piece that carries
   data-markdown, or with the status 422 and the reasons. The other data-… are what it says. */

const parse = (html) => new DOMParser().parseFromString(html, "text/html").body;

/* How many line feeds make a blank line beside a text of which these are the nearest two letters. */
const gap = (near) => "\n".repeat(near ? 2 - [...near].filter((letter) => letter === "\n").length : 0);

function insert(textarea, markdown) {
  const { selectionStart: start, selectionEnd: end, value } = textarea;
  const before = value.slice(0, start).match(/(.?\n{0,2})$/s)[0].slice(-2);
  const after = value.slice(end).match(/^\n{0,2}.?/s)[0].slice(0, 2);
  textarea.setRangeText(gap(before) + markdown + gap(after), start, end, "end");
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
  textarea.focus();
}

export function bind(element) {
  const find = (name) => element.querySelector(`[data-${name}]`);
  const textarea = document.getElementById(element.dataset.for);
  const [choose, input, panel, alt, send] = ["choose", "file", "panel", "alt", "send"].map(find);
  const progress = element.querySelector("progress");
  const words = element.dataset;
  let file;
  let request;

  const say = (error, status = "") => {
    find("error").textContent = error;
    find("status").textContent = status;
  };
  const close = () => {
    request?.abort();
    panel.hidden = progress.hidden = true;
    send.disabled = false;
    input.value = alt.value = "";
  };
  function open(picked) {
    close();
    if (!picked?.type.startsWith("image/")) return say(words.noPicture);
    if (picked.size > Number(words.maxBytes)) return say(words.tooLarge);
    file = picked;
    say("");
    find("name").textContent = file.name;
    panel.hidden = false;
    alt.focus();
  }

  function answered() {
    send.disabled = false;
    progress.hidden = true;
    if (request.status === 422) return say(parse(request.responseText).textContent.trim());
    if (request.getResponseHeader("HX-Redirect")) return say(words.signedOut);
    const markdown = parse(request.responseText).querySelector("[data-markdown]")?.dataset.markdown;
    if (request.status !== 200 || !markdown) return say(words.failed);
    close();
    say("", words.added);
    insert(textarea, markdown);
  }
  function upload() {
    if (send.disabled) return;
    if (!alt.value.trim()) return say(words.noWords), alt.focus();
    const body = new FormData();
    body.append("file", file);
    body.append("alt", alt.value);
    request = new XMLHttpRequest();
    request.open("POST", words.url);
    request.setRequestHeader("X-CSRFToken", textarea.form.elements.csrfmiddlewaretoken.value);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (event) => (progress.value = (100 * event.loaded) / event.total);
    request.onload = request.onerror = answered; // a connection that failed has the status 0
    send.disabled = true;
    progress.hidden = false;
    progress.value = 0;
    say("", words.sending);
    request.send(body);
  }

  element.querySelector("a").hidden = true;
  choose.hidden = find("paste").hidden = false;
  choose.addEventListener("click", () => input.click());
  input.addEventListener("change", () => input.files[0] && open(input.files[0]));
  send.addEventListener("click", upload);
  alt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would send the whole form
    upload();
  });
  find("cancel").addEventListener("click", () => (close(), say(""), choose.focus()));
  // Text that is copied from a word processor comes with a picture of itself.
  const take = (event, data) => {
    if (!data.files.length || data.types.includes("text/plain")) return;
    event.preventDefault(); // a browser would leave the page for a file that is dropped
    open(data.files[0]);
  };
  textarea.addEventListener("paste", (event) => take(event, event.clipboardData));
  textarea.addEventListener("drop", (event) => take(event, event.dataTransfer));
  textarea.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
}
