/* A form that proves with a passkey who is there. data-fetch: the address that gives fresh options;
   without it they are in the page. */

import { bindForm, pageOptions, use } from "../passkeys.js";

async function freshOptions(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

export function bind(form) {
  bindForm(form, async () => {
    const options = form.dataset.fetch ? await freshOptions(form.dataset.fetch) : pageOptions();
    return use(options.request_options);
  });
}
