import type { Locator, Page } from "playwright/test";
import { addOwnCompany, makeDealer } from "./support/companies";
import { expect, signIn, test } from "./support/portal-test";
import { section } from "./support/screens";
import { addEmployee, addHub, findCompany } from "./support/world";

/** A line of the checklist, by its step. */
function step(page: Page, title: string): Locator {
  const lines = page.getByRole("region", { name: "Getting started" }).getByRole("listitem");
  return lines.filter({ has: page.getByText(title, { exact: true }) });
}

test("a new owner's checklist moves on with every step and goes with the first activation", async ({
  enter,
  database,
}) => {
  const company = await addOwnCompany(database);
  const page = await enter(company.owner);
  const tab = `/c/${company.slug}/services`;

  await test.step("Before enrollment the tab says who can enroll and leads there.", async () => {
    await page.goto(tab);
    await expect(page.getByRole("heading", { name: "This company does not offer Ajax Services yet" })).toBeVisible();
    await expect(step(page, "Create the company")).toContainText("Done");
    await expect(step(page, "Become a dealer")).toContainText("Next");
    await expect(step(page, "Connect to a reseller")).toContainText("The company has to become a dealer first.");
    await step(page, "Become a dealer").getByRole("link", { name: "Services settings" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Services settings" })).toBeVisible();
  });
  await test.step("Enrolled, connected and with a colleague, one step is left.", async () => {
    await makeDealer(database, company);
    await addEmployee(database, company, "INSTALLER");
    await page.goto(tab);
    await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
    for (const done of ["Become a dealer", "Add employees", "Connect to a reseller"]) {
      await expect(step(page, done)).toContainText("Done");
    }
    await step(page, "Activate Ajax Services on a hub").getByRole("link", { name: "Objects" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  });
  await test.step("After the first activation it is gone.", async () => {
    await addHub(database, company, { state: "ACTIVE" });
    await section(page, "Services").click();
    await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Getting started" })).toHaveCount(0);
  });
});

test("where Ajax offers nothing, the checklist of Nordlys says so; Dnipro, long at work, has none", async ({
  page,
  database,
  dnipro,
  enter,
  staff,
}) => {
  const nordlys = await findCompany(database, "nordlys");
  await page.goto(`/c/${nordlys.slug}/services`);
  await signIn(page, { email: "owner@nordlys.example" });
  await expect(step(page, "Become a dealer")).toContainText("Ajax does not offer these services in Norway now.");
  await expect(step(page, "Become a dealer")).toContainText("Blocked");

  const manager = await enter(await staff(dnipro, "SERVICE_MANAGER"));
  await manager.goto(`/c/${dnipro.slug}/services`);
  await expect(manager.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await expect(manager.getByRole("region", { name: "Getting started" })).toHaveCount(0);
});
