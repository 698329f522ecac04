import type { Page } from "playwright/test";
import type { Database } from "./database";
import { mailedCode, mailedPath } from "./mails";
import { expect } from "./portal-test";

const password = "copper kettle on the roof";

/** Somebody who has no account yet. */
export type Newcomer = { first: string; last: string; email: string };

/** Follows the one button of the newest mail to an address. */
export async function followMail(page: Page, to: string, subject: string): Promise<void> {
  await page.goto(await mailedPath(page, { to, subject: new RegExp(`^${subject}`) }));
}

/** Makes a PRO account by the public pages and its mail, and signs in to it. */
export async function register(page: Page, { first, last, email }: Newcomer): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("First name").fill(first);
  await page.getByLabel("Last name").fill(last);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Country").selectOption("UA");
  await page.getByLabel("I accept the terms").check();
  await page.getByRole("button", { name: "Create PRO account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await followMail(page, email, "Confirm your email");
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Personal account" })).toBeVisible();
}

export type NewCompany = { name: string; kind: "Installation" | "Monitoring"; email: string };

/** Fills in the wizard from the Company module, up to the summary whose button makes the company. */
export async function fillCompany(page: Page, { name, kind, email }: NewCompany): Promise<void> {
  await page.getByLabel("Company name").fill(name);
  await page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
  await page.getByLabel("Registration number").fill("4120");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Country").selectOption({ label: "Ukraine" });
  await page.getByLabel("Address").fill("vul. Sadova 1, Odesa");
  await page.getByLabel("Phone").fill("+380 48 123 4567");
  await page.getByLabel("Company email").fill(email);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText(`We sent a code to ${email}`)).toBeVisible();
  await page.getByLabel("6-digit code").fill(await mailedCode(page, { to: email, subject: /^Code for/ }));
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Create company" }).click();
  await expect(page.getByText(`${name} is created`)).toBeVisible();
}

/** Returns what of a company its address is made of, and its key. */
export async function findByName(database: Database, name: string): Promise<{ id: string; slug: string }> {
  return database.row<{ id: string; slug: string }>("select id, slug from company where name = $1", [name]);
}

/** The platform moves a clock over one month's end, everything due on the way included. */
export async function passMonth(admin: Page, clockName: string, zone: string): Promise<void> {
  await admin.goto("/admin/clock");
  const panel = admin.getByRole("region", { name: `Clock ${clockName}` });
  await panel.getByRole("radio", { name: "Over the month boundary" }).check();
  await panel.getByLabel("Zone whose month is meant").selectOption(zone);
  await panel.getByRole("button", { name: "Move clock" }).click();
  await expect(panel.getByText("The clock moved.")).toBeVisible();
}
