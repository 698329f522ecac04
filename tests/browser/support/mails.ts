import type { Page } from "playwright/test";
import { expect } from "./portal-test";

/** Whose mail, and its subject; `count` says how many such mails there are by now. */
type Wanted = { to: string; subject: RegExp; count?: number };

/**
 * Opens the newest mail of a kind in the demo's mailbox, in a browser of its own, and returns its text as it was sent.
 * Waits until `count` of them are rendered.
 */
export async function readMail(page: Page, { to, subject, count = 1 }: Wanted): Promise<string> {
  const context = await page.context().browser()?.newContext();
  if (!context) throw new Error("The page has no browser of its own.");
  const mailbox = await context.newPage();
  await mailbox.goto(`/mailbox?${new URLSearchParams({ to })}`);
  const mails = mailbox.getByRole("link", { name: subject });
  await expect(mails).toHaveCount(count);
  await mails.first().click();
  const text = await mailbox.getByRole("region", { name: "As text" }).innerText();
  await context.close();
  return text;
}

/** Returns where the one button of a mail leads, as an address of the portal. */
export async function mailedPath(page: Page, wanted: Wanted): Promise<string> {
  const [address] = (await readMail(page, wanted)).match(/https?:\/\/\S+/) ?? [];
  const { pathname, search } = new URL(address ?? "about:blank");
  return pathname + search;
}

/** Returns the six digits that stand on a line of their own: a name in the sentence above may hold six digits too. */
export async function mailedCode(page: Page, wanted: Wanted): Promise<string> {
  const [code] = (await readMail(page, wanted)).match(/^\d{6}$/m) ?? [];
  if (!code) throw new Error(`The mail to ${wanted.to} brings no code.`);
  return code;
}
