/* Talks to the browser's store of passkeys. Servers speak JSON, in which bytes are base64url; browsers take buffers. */

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  buffer
    ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
    : null;

const withBytes = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

const plain = (credential, response) => ({
  type: credential.type,
  id: credential.id,
  rawId: toText(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
  response,
});

export const supported = () => Boolean(window.PublicKeyCredential && navigator.credentials);

/** Make a passkey; returns what the server checks. */
export async function create({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
  };
  const credential = await navigator.credentials.create({ publicKey: options });
  return plain(credential, {
    clientDataJSON: toText(credential.response.clientDataJSON),
    attestationObject: toText(credential.response.attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  });
}

/** Use a passkey; returns what the server checks. */
export async function use({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
  };
  const credential = await navigator.credentials.get({ publicKey: options });
  return plain(credential, {
    clientDataJSON: toText(credential.response.clientDataJSON),
    authenticatorData: toText(credential.response.authenticatorData),
    signature: toText(credential.response.signature),
    userHandle: toText(credential.response.userHandle),
  });
}

/** Let a form ask for the passkey before it is sent. `ask` returns the credential. */
export function bindForm(form, ask) {
  if (!supported()) return;
  form.hidden = false;
  const field = form.querySelector("[name=credential]");
  const problem = form.querySelector("[data-problem]");
  let asking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    problem.textContent = "";
    try {
      field.value = JSON.stringify(await ask());
      form.submit(); // without another submit event
    } catch {
      problem.textContent = form.dataset.failed ?? "";
    } finally {
      asking = false;
    }
  });
}

/** The options that the page brought with it. */
export const pageOptions = () => JSON.parse(document.getElementById("passkey-options").textContent);
