import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { mailedCode } from "./support/mails";
import { expect, signIn, test } from "./support/portal-test";
import { section } from "./support/screens";
import { addAccount, addEmployee } from "./support/world";

async function fillDetails(page: Page, name: string): Promise<void> {
  await page.getByLabel("Company name").fill(name);
  await page.getByRole("radio", { name: /^Installation/ }).check();
  await page.getByLabel("Registration number").fill("HRB 12345");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("Step 2 of 4")).toBeVisible();
}

async function fillContact(page: Page, country: string, email: string): Promise<void> {
  await page.getByLabel("Country").selectOption({ label: country });
  await page.getByLabel("Address").fill("Hauptstraße 1, Köln");
  await page.getByLabel("Phone").fill("+49 221 123456");
  await page.getByLabel("Company email").fill(email);
  await page.getByRole("button", { name: "Next" }).click();
}

test("the manual: Creating a Company", async ({ page, database, dnipro }) => {
  const person = await addEmployee(database, dnipro, "INSTALLER");
  const name = `Rhein Alarm ${randomUUID().slice(0, 6)}`;
  const email = `office-${randomUUID()}@rhein.example`;

  await test.step("[M1.1] Open PRO Desktop.", () => page.goto("/"));
  await test.step("[M1.2] Log in to your PRO account.", () => signIn(page, person));
  await test.step("[M1.3] If you are logged in with a company account, switch to your personal PRO account.", async () => {
    await section(page, "Company").click();
    await expect(page.getByText("Companies are created from your personal PRO account. Switch to it.")).toBeVisible();
    await page.getByRole("link", { name: "Switch to your personal account" }).click();
    // The link's own words are those of the place it leads to.
    await expect(page).toHaveURL("/account/companies");
    await expect(page.getByText("Personal account").first()).toBeVisible();
  });
  await test.step("[M1.4] Go to the Company module.", async () => {
    await section(page, "Company").click();
    await expect(page.getByRole("heading", { level: 1, name: "Company" })).toBeVisible();
  });
  await test.step("[M1.5] Click Create company.", async () => {
    await page.getByRole("link", { name: "Create company" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Create company" })).toBeVisible();
  });
  await test.step("[M1.6] Fill in your company information and follow the app’s instructions.", async () => {
    await fillDetails(page, name);
    await fillContact(page, "Germany", email);
    await expect(page.getByText(`We sent a code to ${email}`)).toBeVisible();
    await page.getByLabel("6-digit code").fill(await mailedCode(page, { to: email, subject: /^Code for/ }));
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page.getByText("You will not be able to change the owner afterward.")).toBeVisible();
    expect(await database.rows("select from company where name = $1", [name])).toEqual([]);
    await page.getByRole("button", { name: "Create company" }).click();
    await expect(page.getByText(`${name} is created, and you are its Company owner.`)).toBeVisible();
  });
  const stored = await database.row(
    `select c.country, c.time_zone as zone, c.email, e.role::text as role, k.name as clock
     from company c join employee e on e.company_id = c.id and e.account_id = $2
     join simulation_clock k on k.id = c.clock_id where c.name = $1`,
    [name, person.id],
  );
  expect(stored).toEqual({ country: "DE", zone: "Europe/Berlin", email, role: "OWNER", clock: "Demo" });
});

test("nothing that was filled in is lost on reload or on a mistake", async ({ enter, database }) => {
  const page = await enter(await addAccount(database));
  const email = `office-${randomUUID()}@kiwi.example`;
  await page.goto("/account/companies/new?step=summary");
  await expect(page.getByText("Step 1 of 4")).toBeVisible();

  await page.getByLabel("Company name").fill("Kiwi Works");
  await page.getByRole("radio", { name: /^Mixed/ }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("There is a problem");
  await expect(page.getByLabel("Company name")).toHaveValue("Kiwi Works");
  await expect(page.getByRole("radio", { name: /^Mixed/ })).toBeChecked();
  await page.getByLabel("Registration number").fill("NZ 1");
  await page.getByRole("button", { name: "Next" }).click();

  await page.getByLabel("Country").selectOption({ label: "New Zealand" });
  await page.getByLabel("Time zone").selectOption({ label: "Chatham" });
  await page.getByLabel("Company email").fill(email);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("There is a problem");
  await expect(page.getByLabel("Country")).toHaveValue("NZ");
  await expect(page.getByLabel("Time zone")).toHaveValue("Pacific/Chatham");
  await page.getByLabel("Address").fill("Waitangi");
  await page.getByLabel("Phone").fill("+64 3 305 0000");
  await page.getByRole("button", { name: "Next" }).click();

  await expect(page.getByText(`We sent a code to ${email}`)).toBeVisible();
  await page.reload();
  const right = await mailedCode(page, { to: email, subject: /^Code for/ });
  await page.getByLabel("6-digit code").fill(right === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("This code is wrong or too old. Ask for a new one.")).toBeVisible();
  await page.getByRole("button", { name: "Send a new code" }).click();
  await expect(page.getByText("A new code is on its way.")).toBeVisible();
  await page.getByLabel("6-digit code").fill(await mailedCode(page, { to: email, subject: /^Code for/, count: 2 }));
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("Step 4 of 4")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Kiwi Works")).toBeVisible();
  await expect(page.getByText("Chatham. Months of Ajax Services end at midnight in this zone.")).toBeVisible();
  await expect(page.getByText("+64 3 305 0000")).toBeVisible();
});
