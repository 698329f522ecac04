import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import type { Page } from "playwright/test";
import { demoPassword } from "@/prisma/seed/people";
import type { Database } from "./support/database";
import { mailedCode, mailedPath, readMail } from "./support/mails";
import { expect, signIn, test } from "./support/portal-test";
import { section } from "./support/screens";
import { addAccount } from "./support/world";

// A browser tells on its console of every sign-in that is refused, as these tests do on purpose.
test.use({ expectedNoise: /status of (401|429) .*\/api\/auth\/callback\/credentials$/ });

const newPassword = "copper kettle on the roof";

async function countMails(database: Database, email: string): Promise<number> {
  return (await database.rows("select id from mail_message where recipient = $1", [email])).length;
}

async function fillRegistration(page: Page, email: string): Promise<void> {
  await page.getByLabel("First name").fill("Mara");
  await page.getByLabel("Last name").fill("Quill");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(newPassword);
  await page.getByLabel("Country").selectOption("UA");
  await page.getByLabel("I accept the terms").check();
  await page.getByRole("button", { name: "Create PRO account" }).click();
}

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("register, confirm by the mail's link, sign in", async ({ page, database }) => {
  const email = `${randomUUID()}@browser.example`;
  let linkPath = "";
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Create PRO account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Create PRO account" })).toBeVisible();

  await test.step("Problems stand at their fields, and what was typed stays.", async () => {
    await page.getByLabel("First name").fill("Mara");
    await page.getByRole("button", { name: "Create PRO account" }).click();
    const problems = page.getByRole("alert").getByRole("link");
    await expect(problems.first()).toBeVisible();
    await expect(problems.last()).toHaveText("I accept the terms of the partner portal: Accept the terms to go on.");
    await expect(page.getByLabel("First name")).toHaveValue("Mara");
  });
  await test.step("The mail is announced.", async () => {
    await fillRegistration(page, email);
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    await expect(page.getByText(email)).toBeVisible();
    await expect(page.getByRole("link", { name: "Open the demo’s mailbox" })).toBeVisible();
  });
  await test.step("Before the confirmation nobody signs in.", async () => {
    await page.goto("/sign-in");
    await fillSignIn(page, email, newPassword);
    await expect(page.getByRole("alert").filter({ hasText: "Confirm your email first." })).toBeVisible();
    await page.getByRole("button", { name: "Send again" }).click();
    await expect(page.getByText("The mail was sent again.")).toBeVisible();
  });
  await test.step("Opening the link changes nothing; the button confirms.", async () => {
    linkPath = await mailedPath(page, { to: email, subject: /^Confirm your email/, count: 2 });
    await page.goto(linkPath);
    await page.goto(linkPath);
    await page.getByRole("button", { name: "Confirm email" }).click();
    await expect(page.getByText("Your email is confirmed.")).toBeVisible();
    await fillSignIn(page, email, newPassword);
    await expect(page.getByRole("heading", { level: 1, name: "Personal account" })).toBeVisible();
    await expect(page.getByText("Mara Quill").first()).toBeVisible();
  });
  await test.step("The link works once, and the browser's time zone was kept.", async () => {
    await page.goto(linkPath);
    await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
    const row = await database.row<{ zone: string }>(`select time_zone as zone from pro_account where email = $1`, [
      email,
    ]);
    expect(row.zone).toBe("Asia/Kathmandu");
  });
});

test("a known address gets the same page, and the code is equal to the link", async ({ page, database }) => {
  const known = await addAccount(database);
  const unknown = { email: `${randomUUID()}@browser.example` };
  const pages: string[] = [];
  for (const { email } of [known, unknown]) {
    await page.goto("/register");
    await fillRegistration(page, email);
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    pages.push((await page.getByRole("main").innerText()).replace(email, "…"));
  }
  expect(pages[0]).toBe(pages[1]);
  await readMail(page, { to: known.email, subject: /^You already have an account/ });

  const code = await mailedCode(page, { to: unknown.email, subject: /^Confirm your email/ });
  await page.getByLabel("Code").fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "Confirm email" }).click();
  await expect(page.getByText("This code is wrong or too old.")).toBeVisible();
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await expect(page.getByText("Your email is confirmed.")).toBeVisible();
});

test("after twenty wrong passwords in an hour the form says until when to wait, and a right one waits too", async ({
  page,
  database,
}) => {
  const person = await addAccount(database);
  await database.write([
    [
      "insert into rate_limit (key, points, expire) values ($1, 20, extract(epoch from now()) * 1000 + 1800000)",
      [`loginByAccount:${person.email}`],
    ],
  ]);
  await page.goto("/sign-in");
  const answer = page.waitForResponse((response) => response.url().endsWith("/api/auth/callback/credentials"));
  await fillSignIn(page, person.email, demoPassword);
  expect((await answer).status()).toBe(429);
  expect(Number((await answer).headers()["retry-after"])).toBeGreaterThan(1_700);
  await expect(page.getByText(/^Too many tries\. Try again at .*\d{2}:\d{2}/)).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(person.email);
});

test("a forgotten password is set anew by a mailed link, which ends every sign-in", async ({
  page,
  browser,
  database,
}) => {
  const person = await addAccount(database);
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, person);

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot password?" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Forgot password" })).toBeVisible();
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText("If the address has a PRO account")).toBeVisible();

  await page.goto(await mailedPath(page, { to: person.email, subject: /^Set a new password/ }));
  await page.getByLabel("New password").fill("password123456");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("others would not guess")).toBeVisible();
  await page.getByLabel("New password").fill(newPassword);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is set")).toBeVisible();

  await elsewhere.goto("/account");
  await expect(elsewhere.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await fillSignIn(page, person.email, demoPassword);
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  await fillSignIn(page, person.email, newPassword);
  await expect(page.getByRole("heading", { level: 1, name: "Personal account" })).toBeVisible();
  await elsewhere.context().close();
});

test("an authenticator app is set up, asked for, and replaced by a recovery code", async ({
  page,
  browser,
  database,
}) => {
  const person = await addAccount(database);
  await page.goto("/sign-in?next=/account/security");
  await signIn(page, person);
  await page.getByRole("link", { name: "Set up" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Authenticator app" })).toBeVisible();
  await page.getByLabel("Current password").fill(demoPassword);
  await page.getByRole("button", { name: "Set up" }).click();

  const picture = page.getByRole("img", { name: "QR code for the authenticator app" });
  await expect(picture).toBeVisible();
  expect((await picture.boundingBox())?.width).toBeGreaterThan(180);
  const opener = page.getByRole("link", { name: "Open in authenticator app" });
  const secret = new URL((await opener.getAttribute("href")) ?? "").searchParams.get("secret") ?? "";
  await page.getByRole("textbox", { name: "Code" }).fill(generateSync({ secret }));
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("heading", { name: "Recovery codes" })).toBeVisible();
  const codes = await page
    .getByRole("main")
    .getByText(/^[a-z2-9]{5}-[a-z2-9]{5}$/)
    .allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await readMail(page, { to: person.email, subject: /^Authenticator app is on/ });

  const elsewhere = await (await browser.newContext()).newPage();
  await test.step("The sign-in asks in a second step on the same form.", async () => {
    await elsewhere.goto("/sign-in");
    await fillSignIn(elsewhere, person.email, demoPassword);
    await expect(elsewhere.getByText("One more step")).toBeVisible();
    await expect(elsewhere.getByLabel("Code of your authenticator app")).toBeFocused();
    await elsewhere.getByLabel("Code of your authenticator app").fill("000000");
    await elsewhere.getByRole("button", { name: "Sign in" }).click();
    await expect(elsewhere.getByText("This code is wrong or was used already.")).toBeVisible();
    await elsewhere.getByLabel("Code of your authenticator app").fill(codes[0] ?? "");
    await elsewhere.getByRole("button", { name: "Sign in" }).click();
    await expect(elsewhere.getByRole("heading", { level: 1, name: "Personal account" })).toBeVisible();
  });
  await test.step("A sign-in that was ended elsewhere is over with the next click.", async () => {
    await page.reload();
    await expect(page.getByText("9 recovery codes left")).toBeVisible();
    await page.getByRole("button", { name: /^End sign-in of/ }).click();
    await expect(page.getByText("The sign-in has ended.")).toBeVisible();
    await elsewhere.reload();
    await expect(elsewhere.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });
  await test.step("End all signs out here too.", async () => {
    await page.getByRole("button", { name: "End all" }).click();
    await expect(page.getByText("All sign-ins have ended")).toBeVisible();
    await page.goto("/account");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });
  await elsewhere.context().close();
});

test("password, address and profile are changed, and the account is deleted", async ({ page, database }) => {
  const person = await addAccount(database);
  const email = `moved-${randomUUID()}@browser.example`;
  await page.goto("/sign-in?next=/account/security");
  await signIn(page, person);

  await test.step("The password: this browser goes on.", async () => {
    await page.getByRole("link", { name: "Change password" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Change password" })).toBeVisible();
    await page.getByLabel("Current password").fill("not this one");
    await page.getByLabel("New password").fill(newPassword);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByText("Email or password is wrong.")).toBeVisible();
    await page.getByLabel("Current password").fill(demoPassword);
    await page.getByLabel("New password").fill(newPassword);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByText("Your password was changed")).toBeVisible();
  });
  await test.step("The profile.", async () => {
    await section(page, "Profile").click();
    await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
    await page.getByLabel("Name").fill("Robin of the Ferry");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByText("Your profile is saved.")).toBeVisible();
    await expect(page.getByText("Robin of the Ferry").first()).toBeVisible();
    await page.getByLabel("Time zone").selectOption("Pacific/Auckland");
    await page.getByLabel("Language").selectOption("uk");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Профіль" })).toBeVisible();
    await expect(page.getByLabel("Часовий пояс")).toHaveValue("Pacific/Auckland");
    await page.getByLabel("Мова").selectOption("en");
    await page.getByRole("button", { name: "Зберегти профіль" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  });
  await test.step("The address, confirmed at the new one.", async () => {
    await page.goto("/account/security/email");
    await page.getByLabel("New email").fill(email);
    await page.getByLabel("Current password").fill(newPassword);
    await page.getByRole("button", { name: "Send link" }).click();
    await expect(page.getByText("We sent a link to the new address.")).toBeVisible();
    await page.goto(await mailedPath(page, { to: email, subject: /^Confirm your new email/ }));
    await page.getByRole("button", { name: "Confirm new email" }).click();
    await expect(page.getByText("Your new email is confirmed.")).toBeVisible();
    await fillSignIn(page, email, newPassword);
    await expect(page.getByRole("heading", { level: 1, name: "Personal account" })).toBeVisible();
    expect(await countMails(database, person.email)).toBe(3);
  });
  await test.step("The account itself.", async () => {
    await page.goto("/account/security/delete");
    await page.getByRole("button", { name: "Send code" }).click();
    await expect(page.getByText("The code is on its way")).toBeVisible();
    await page.getByLabel("Code").fill(await mailedCode(page, { to: email, subject: /^Code to delete/ }));
    await page.getByLabel("Current password").fill(newPassword);
    await page.getByRole("button", { name: "Delete account" }).click();
    await expect(page.getByText("Your PRO account is deleted.")).toBeVisible();
    await fillSignIn(page, email, newPassword);
    await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  });
});

test("an employee is told which companies keep the account", async ({ enter, staff, dnipro }) => {
  const page = await enter(await staff(dnipro, "SERVICE_MANAGER"));
  await page.goto("/account/security/delete");
  await expect(page.getByText(`Leave ${dnipro.name} first.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send code" })).toHaveCount(0);
});
