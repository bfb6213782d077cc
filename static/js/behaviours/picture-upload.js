/* Uploads a picture (chosen, pasted or dropped) and puts its Markdown at the cursor of a textarea.
   Without this, the same fields go with the whole form. data-text: the name of the textarea; data-url takes "file"
   and "alt" by POST and answers with a piece that carries data-markdown, or with the status 422 and the reasons;
   data-most: how many pictures the text may show. The other data-… are what it says. */

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

export function bind(details) {
  const find = (name) => details.querySelector(`[data-${name}]`);
  const form = details.closest("form");
  const textarea = form.elements[details.dataset.text];
  const input = details.querySelector("input[type=file]");
  const alt = details.querySelector("input[type=text]");
  const progress = details.querySelector("progress");
  const [send, cancel, preview, error] = ["send", "cancel-picture", "preview", "error"].map(find);
  const status = details.nextElementSibling;
  const words = details.dataset;
  let request;

  const say = (problem, news = "") => {
    error.textContent = problem;
    status.replaceChildren(...[news].flat());
  };
  const rest = () => {
    send.removeAttribute("aria-disabled");
    progress.hidden = true;
  };
  function close() {
    request?.abort();
    rest();
    input.value = alt.value = "";
    preview.hidden = cancel.hidden = true;
    details.open = false;
  }

  function refusal(file) {
    const shown = textarea.value.match(/picture:[0-9a-f-]{36}-/g) ?? [];
    if (words.most && shown.length >= Number(words.most)) return words.tooMany;
    if (!file?.type.startsWith("image/")) return words.noPicture;
    return file.size > Number(words.maxBytes) ? words.tooLarge : "";
  }
  function show(file) {
    const reader = new FileReader();
    reader.onload = () => {
      const picture = new Image();
      picture.alt = "";
      picture.onload = () => {
        preview.replaceChildren(picture);
        preview.hidden = false;
      };
      picture.src = reader.result;
    };
    reader.readAsDataURL(file);
  }
  function chosen() {
    request?.abort();
    rest();
    details.open = true;
    preview.hidden = true;
    const problem = refusal(input.files[0]);
    if (problem) input.value = "";
    say(problem);
    if (problem) return;
    show(input.files[0]);
    cancel.hidden = false;
    alt.focus();
  }

  function answered() {
    rest();
    if (request.status === 422) return say(parse(request.responseText).textContent.trim());
    if (request.getResponseHeader("HX-Redirect")) return say(words.signedOut);
    const piece = parse(request.responseText);
    const markdown = piece.querySelector("[data-markdown]")?.dataset.markdown;
    if (request.status !== 200 || !markdown) return say(words.failed);
    close();
    say("", [words.added, " ", piece.querySelector("[data-name-note]")?.textContent ?? ""]);
    insert(textarea, markdown);
  }
  function upload() {
    if (send.hasAttribute("aria-disabled")) return;
    if (!input.files.length) return say(words.noPicture), input.focus();
    if (!alt.value.trim()) return say(words.noWords), alt.focus();
    const body = new FormData();
    body.append("file", input.files[0]);
    body.append("alt", alt.value);
    request = new XMLHttpRequest();
    request.open("POST", words.url);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (event) => (progress.value = (100 * event.loaded) / event.total);
    request.onload = request.onerror = answered; // a connection that failed has the status 0
    send.setAttribute("aria-disabled", "true");
    progress.hidden = false;
    progress.value = 0;
    say("", words.sending);
    request.send(body);
  }

  find("paste").hidden = false;
  input.addEventListener("change", () => (input.files.length ? chosen() : close()));
  send.addEventListener("click", (event) => {
    event.preventDefault();
    upload();
  });
  alt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would send the whole form
    upload();
  });
  cancel.addEventListener("click", () => (close(), say(""), details.firstElementChild.focus()));
  // Whoever publishes with a picture still waiting has forgotten it. Buttons that do something else go through.
  form.addEventListener(
    "submit",
    (event) => {
      if (!input.files.length || event.submitter?.formNoValidate) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      details.open = true;
      say(words.unsent);
      send.focus();
    },
    { capture: true },
  );
  // Text that is copied from a word processor comes with a picture of itself.
  const take = (event, data) => {
    if (!data.files.length || data.types.includes("text/plain")) return;
    event.preventDefault(); // a browser would leave the page for a file that is dropped
    const one = new DataTransfer();
    one.items.add(data.files[0]);
    input.files = one.files;
    chosen();
  };
  textarea.addEventListener("paste", (event) => take(event, event.clipboardData));
  textarea.addEventListener("drop", (event) => take(event, event.dataTransfer));
  textarea.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
}
