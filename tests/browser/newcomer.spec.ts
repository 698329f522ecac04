import { randomInt, randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import type { Database } from "./support/database";
import { expect, signIn, test } from "./support/portal-test";
import { section, tile } from "./support/screens";
import { addEmployee, findCompany } from "./support/world";

const password = "copper kettle on the roof";

type Newcomer = { name: string; email: string };

/** Reads what the newest mail of a kind to an address carries. */
async function mailed(database: Database, email: string, template: string): Promise<Record<string, string>> {
  const { data } = await database.row<{ data: Record<string, string> }>(
    `select data from mail_message where recipient = $1 and template = $2 order by created_at desc limit 1`,
    [email, template],
  );
  return data;
}

async function register(page: Page, database: Database, { name, email }: Newcomer): Promise<void> {
  const [first = "", last = ""] = name.split(" ");
  await page.goto("/register");
  await page.getByLabel("First name").fill(first);
  await page.getByLabel("Last name").fill(last);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Country").selectOption("UA");
  await page.getByLabel("I accept the terms").check();
  await page.getByRole("button", { name: "Create PRO account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto((await mailed(database, email, "confirm-email")).linkPath ?? "");
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Personal account" })).toBeVisible();
}

async function createCompany(page: Page, database: Database, name: string): Promise<string> {
  const email = `office-${randomUUID()}@newcomer.example`;
  await page.goto("/account/companies/new");
  await page.getByLabel("Company name").fill(name);
  await page.getByRole("radio", { name: /^Installation/ }).check();
  await page.getByLabel("Registration number").fill("4120");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Country").selectOption({ label: "Ukraine" });
  await page.getByLabel("Address").fill("vul. Sadova 1, Odesa");
  await page.getByLabel("Phone").fill("+380 48 123 4567");
  await page.getByLabel("Company email").fill(email);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText(`We sent a code to ${email}`)).toBeVisible();
  await page.getByLabel("6-digit code").fill((await mailed(database, email, "company-code")).code ?? "");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Create company" }).click();
  await expect(page.getByText(`${name} is created`)).toBeVisible();
  return (await database.row<{ slug: string }>("select slug from company where name = $1", [name])).slug;
}

async function enroll(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(`/c/${slug}/company/services/enroll`);
  await page.getByRole("checkbox", { name: /^I accept the terms/ }).check();
  await page.getByRole("button", { name: "Activate" }).click();
  await expect(page.getByText(`${name} is a dealer`)).toBeVisible();
}

test("from no account to an activated hub, with a second person as Service Manager", async ({
  page,
  browser,
  database,
}) => {
  // Twenty chapters in one walk: each step has its own limit, the walk needs time on a slow machine.
  test.setTimeout(240_000);
  const suffix = randomUUID().slice(0, 6);
  const company = `Odesa Alarm ${suffix}`;
  const owner: Newcomer = { name: "Mara Quill", email: `mara-${suffix}@newcomer.example` };
  const manager: Newcomer = { name: "Taras Bilyk", email: `taras-${suffix}@newcomer.example` };
  let slug = "";

  await test.step("A PRO account, a company, and dealer status.", async () => {
    await register(page, database, owner);
    slug = await createCompany(page, database, company);
    await enroll(page, slug, company);
  });

  const context = await browser.newContext();
  const second = await context.newPage();
  await test.step("A second person joins as Service Manager.", async () => {
    await register(second, database, manager);
    await page.goto(`/c/${slug}/company/employees/add`);
    await page.getByLabel("Email", { exact: true }).fill(manager.email);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByText(manager.email).first()).toBeVisible();
    await second.goto((await mailed(database, manager.email, "invitation")).linkPath ?? "");
    await second.getByRole("button", { name: "Accept" }).click();
    await expect(second).toHaveURL(`/c/${slug}/objects`);
  });

  await test.step("[M4.1] Log in to your Company account.", () =>
    expect(second.getByText(company).first()).toBeVisible());
  await test.step("[M4.2] Go to the Services tab.", () => section(second, "Services").click());
  await test.step("[M4.3] Go to the Your Resellers menu.", async () => {
    await second.getByRole("link", { name: "Your Resellers", exact: true }).first().click();
    await expect(second.getByRole("heading", { level: 1, name: "Your Resellers" })).toBeVisible();
  });
  await test.step("[M4.4] Click Add reseller, and choose one by its country.", async () => {
    await second.getByRole("link", { name: "Add reseller" }).first().click();
    await second.getByRole("link", { name: /^Black Sea Monitoring/ }).click();
    await second.getByLabel("Message (optional)").fill("About forty hubs in Odesa.");
    await second.getByRole("button", { name: "Send request" }).click();
  });
  await test.step("[M4.5] The request stands on top of the list.", async () => {
    const top = second
      .getByRole("row")
      .filter({ has: second.getByRole("cell") })
      .first();
    await expect(top).toContainText("Black Sea Monitoring");
    await expect(top).toContainText("Waiting");
  });
  await test.step("[M4.6] The reseller decides.", async () => {
    const desk = await addEmployee(database, await findCompany(database, "blacksea"), "SERVICE_MANAGER");
    const room = await browser.newContext();
    const reseller = await room.newPage();
    await reseller.goto("/r/blacksea/requests");
    await signIn(reseller, desk);
    await reseller.getByRole("link", { name: company }).click();
    await reseller.getByRole("button", { name: "Approve" }).click();
    await expect(reseller.getByText("Approved").first()).toBeVisible();
    await room.close();
  });
  await test.step("[M4.7] Now services can be activated on the company's hubs.", async () => {
    const number = `8988303${randomInt(1e11, 9e11)}${randomInt(10, 99)}`.slice(0, 19);
    await second.goto(`/c/${slug}/objects/new`);
    await second.getByLabel("Name", { exact: true }).fill("Harbor kiosk");
    await second.getByLabel("Address").fill("Prymorska 6, Odesa");
    await second.getByRole("button", { name: "Create object" }).click();
    await second.getByRole("link", { name: "Add hub" }).click();
    await second.getByLabel("Hub ID").fill(randomUUID().slice(0, 8));
    await second.getByLabel("Name", { exact: true }).fill("Kiosk");
    await second.getByLabel("SIM number (optional)").fill(number);
    await second.getByRole("button", { name: "Add hub" }).click();
    await expect(second.getByRole("heading", { level: 1, name: "Kiosk" })).toBeVisible();
    await tile(second, "Activation required").click();
    await expect(second.getByRole("radio", { name: /^Black Sea Monitoring/ })).toBeChecked();
    await second.getByRole("button", { name: "Activate" }).click();
    await second.getByRole("dialog").getByRole("button", { name: "Activate" }).click();
    await expect(second.getByRole("heading", { name: "Services activated" })).toBeVisible();
  });
  await context.close();
});
