import type { APIResponse, Page, Request } from "playwright/test";

/** A form's post as the browser sent it, to be sent again from outside any page. */
export type SentForm = { url: string; headers: Record<string, string>; body: string };

/** Returns the post that `act` makes the page send. */
export async function catchPost(page: Page, act: () => Promise<void>): Promise<SentForm> {
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await act();
  return toSentForm(await sent);
}

async function toSentForm(request: Request): Promise<SentForm> {
  const { "content-length": _length, ...headers } = await request.allHeaders();
  const named = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
  return { url: request.url(), headers: Object.fromEntries(named), body: request.postData() ?? "" };
}

/** Sends a caught post again with the page's cookies, with other headers where a stranger would send others. */
export async function sendAgain(
  page: Page,
  form: SentForm,
  change: { headers?: Record<string, string>; body?: string } = {},
): Promise<APIResponse> {
  return page.request.fetch(form.url, {
    method: "POST",
    headers: { ...form.headers, ...change.headers },
    data: change.body ?? form.body,
    maxRedirects: 0,
  });
}

/** Puts other values into the hidden fields of the open confirmation, as somebody with developer tools would. */
export async function tamper(page: Page, values: Record<string, string>): Promise<void> {
  await page.getByRole("dialog").evaluate((dialog, given) => {
    const form = dialog.querySelector("form");
    for (const [name, value] of Object.entries(given)) {
      const field = form?.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      if (!field.isConnected) form?.append(field);
    }
  }, values);
}
