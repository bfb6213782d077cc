/* A form that makes a passkey. A ticked "passwordless" asks for one that can also sign in alone. */

import { bindForm, create, pageOptions } from "../passkeys.js";

function optionsFor(alone) {
  const { publicKey } = pageOptions().creation_options;
  if (!alone) return { publicKey };
  const authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return { publicKey: { ...publicKey, authenticatorSelection } };
}

export function bind(form) {
  bindForm(form, () => create(optionsFor(form.querySelector("[name=passwordless]")?.checked)));
}
