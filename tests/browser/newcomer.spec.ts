import { randomInt, randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { readPdf } from "../support/pdf-text";
import { addOwnClock } from "./support/companies";
import { mailFrameNoise } from "./support/mail-frame";
import { fillCompany, findByName, followMail, type Newcomer, passMonth, register } from "./support/newcomers";
import { expect, test } from "./support/portal-test";
import { expectStar, popUp, section, tile } from "./support/screens";
import { addAccount } from "./support/world";

// A mail is shown in a frame that lets nobody run scripts in it, not even the browser's driver, and says so.
test.use({ expectedNoise: mailFrameNoise, actionTimeout: 20_000 });

const hubName = "Kiosk";
const objectName = "Harbor kiosk";

/** Opens the object from the list and, by the tile under its hub, the hub's services. */
async function openServices(page: Page, word: string): Promise<void> {
  await section(page, "Objects").click();
  await page.getByRole("link", { name: hubName }).first().click();
  // The list has links of the same words, which count hubs: the object has to be there first.
  await expect(page.getByRole("heading", { level: 1, name: objectName })).toBeVisible();
  await tile(page, word).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ajax Services" })).toBeVisible();
}

/** Presses an act of the panel and confirms it. */
async function act(page: Page, opener: "button" | "link", verb: string, confirm = verb): Promise<void> {
  await page.getByRole("main").getByRole(opener, { name: verb, exact: true }).click();
  await popUp(page).getByRole("button", { name: confirm, exact: true }).click();
}

test("the whole manual from empty accounts: a dealer, its manager and a reseller, up to the statement", async ({
  page,
  browser,
  database,
  enter,
}) => {
  // All chapters in one walk: each step has its own limit, the walk needs time on a slow machine.
  test.setTimeout(600_000);
  const mark = randomUUID().slice(0, 6);
  const person = (first: string, last: string): Newcomer => ({
    first,
    last,
    email: `${first.toLowerCase()}-${mark}@newcomer.example`,
  });
  const [owner, manager, payer] = [person("Mara", "Quill"), person("Taras", "Bilyk"), person("Lesia", "Hora")];
  const [company, reseller] = [`Odesa Alarm ${mark}`, `Odesa Watch ${mark}`];
  const resellerEmail = `office-${mark}@watch.example`;
  const rooms = [await browser.newContext(), await browser.newContext()] as const;
  const [second, desk] = [await rooms[0].newPage(), await rooms[1].newPage()];

  await test.step("[M1.1] [M1.2] Open the portal and log in to your PRO account.", async () => {
    for (const [own, newcomer] of [
      [page, owner],
      [second, manager],
      [desk, payer],
    ] as const) {
      await register(own, newcomer);
    }
  });
  await test.step("[M1.4] [M1.5] [M1.6] In the Company module, create a company.", async () => {
    for (const [own, made] of [
      [page, { name: company, kind: "Installation", email: `office-${mark}@newcomer.example` }],
      [desk, { name: reseller, kind: "Monitoring", email: resellerEmail }],
    ] as const) {
      await section(own, "Company").click();
      await own.getByRole("link", { name: "Create company" }).first().click();
      await fillCompany(own, made);
    }
  });
  const [dealerRow, resellerRow] = [await findByName(database, company), await findByName(database, reseller)];
  const zone = "Europe/Kyiv";
  // Nothing else of this walk passes the browser: months have to pass for these two alone.
  const clockName = await addOwnClock(
    database,
    [dealerRow, resellerRow].map((row) => ({ ...row, name: "", timeZone: zone })),
  );
  const month = billingMonthOf(Temporal.Now.instant(), zone);

  await test.step("[M2.2] [M2.3] [M2.4] [M2.5] Enroll in Services settings; the Services tab appears.", async () => {
    await page.goto(`/c/${dealerRow.slug}/company/services`);
    await page.getByRole("link", { name: /^Extra Ajax services/ }).click();
    await page.getByRole("checkbox", { name: /^I accept the terms/ }).check();
    await page.getByRole("button", { name: "Activate" }).click();
    await expect(page.getByText(`${company} is a dealer`)).toBeVisible();
    await expect(section(page, "Services")).toBeVisible();
  });
  await test.step("[M3.2] [M3.3] [M3.4] [M3.5] [M3.6] Add the Service Manager by email.", async () => {
    await section(page, "Company").click();
    await page.goto(`/c/${dealerRow.slug}/company/employees`);
    await page.getByRole("link", { name: "Add employee" }).first().click();
    await page.getByLabel("Email", { exact: true }).fill(manager.email);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByText(manager.email).first()).toBeVisible();
  });
  await test.step("[M3.7] [M3.8] The new employee gets the mail, and enters the company.", async () => {
    await followMail(second, manager.email, `${company} invites you`);
    await second.getByRole("button", { name: "Accept" }).click();
    await expect(second).toHaveURL(`/c/${dealerRow.slug}/objects`);
  });
  await test.step("[J16.1] The platform makes the other company a reseller for Ukraine.", async () => {
    const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
    await admin.goto("/admin/resellers/new");
    await admin.getByLabel("Name or email of the company").fill(resellerEmail);
    await admin.getByRole("button", { name: "Search" }).click();
    await admin.getByRole("link", { name: new RegExp(reseller) }).click();
    await expect(admin.getByRole("checkbox", { name: "Ukraine" })).toBeChecked();
    await admin.getByLabel("Fee for an account and month").fill("2.10");
    await admin.getByLabel("Reason").fill("Contract 12");
    await admin.getByRole("button", { name: "Make it a reseller" }).click();
    await expect(admin.getByText(`${reseller} is a reseller now.`)).toBeVisible();
  });

  await test.step("[M4.2] [M4.3] [M4.4] Services, Your Resellers, Add reseller, by country.", async () => {
    await second.goto(`/c/${dealerRow.slug}/objects`);
    await section(second, "Services").click();
    await second.getByRole("link", { name: "Your Resellers", exact: true }).first().click();
    await second.getByRole("link", { name: "Add reseller" }).first().click();
    await expect(second.getByLabel("Country")).toHaveValue("UA");
    await second.getByRole("link", { name: new RegExp(`^${reseller}`) }).click();
    await second.getByRole("button", { name: "Send request" }).click();
  });
  await test.step("[M4.5] [M4.6] The request waits on top, and the reseller approves from its mail.", async () => {
    const top = second
      .getByRole("row")
      .filter({ has: second.getByRole("cell") })
      .first();
    await expect(top).toContainText(reseller);
    await expect(top).toContainText("Waiting");
    await followMail(desk, payer.email, `${company} asks`);
    await expect(desk).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
    await desk.getByRole("button", { name: "Approve" }).click();
    await expect(desk.getByText("Approved. The dealer can activate on your name from now on.")).toBeVisible();
  });
  await test.step("[M4.7] [M5.2] [M5.3] [M5.4] An object with a hub shows Activation required.", async () => {
    await second.goto(`/c/${dealerRow.slug}/objects/new`);
    await second.getByLabel("Name", { exact: true }).fill(objectName);
    await second.getByLabel("Address").fill("Prymorska 6, Odesa");
    await second.getByRole("button", { name: "Create object" }).click();
    await second.getByRole("link", { name: "Add hub" }).click();
    await second.getByLabel("Hub ID").fill(randomUUID().slice(0, 8));
    await second.getByLabel("Name", { exact: true }).fill(hubName);
    await second.getByLabel("SIM number (optional)").fill(`8988303${randomInt(1e11, 9e11)}`);
    await second.getByRole("button", { name: "Add hub" }).click();
    await expect(second.getByRole("heading", { level: 1, name: hubName })).toBeVisible();
    await tile(second, "Activation required").click();
  });
  await test.step("[M5.5] [M5.6] [M5.7] [M5.8] Package and reseller are chosen; Activate, and it runs.", async () => {
    await expect(second.getByRole("radio", { name: new RegExp(`^${reseller}`) })).toBeChecked();
    await act(second, "button", "Activate");
    await expect(second.getByRole("heading", { name: "Services activated" })).toBeVisible();
    await second.getByRole("link", { name: "Back to the device list" }).click();
    await expect(second.getByRole("heading", { level: 1, name: objectName })).toBeVisible();
    await expect(tile(second, "Activated")).toBeVisible();
    await expectStar(second, true);
  });
  await test.step("[M6.4] [M6.5] [M6.6] [M6.7] Deactivate: services expire soon.", async () => {
    await openServices(second, "Activated");
    await act(second, "link", "Deactivate");
    await expect(second.getByRole("heading", { name: "Services expire soon" })).toBeVisible();
  });
  await test.step("[M7.4] [M7.5] [M7.6] [M7.7] Resume: services run on.", async () => {
    await openServices(second, "Expires soon");
    await act(second, "link", "Resume");
    await expect(second.getByRole("heading", { name: "Services activated" })).toBeVisible();
  });

  await test.step("[J15.3] The month ends: the mail leads to the closed statement, and its files agree.", async () => {
    const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
    await passMonth(admin, clockName, zone);
    await followMail(desk, payer.email, "Statement");
    await expect(desk).toHaveURL(`/r/${resellerRow.slug}/statements/${month}`);
    await expect(desk.getByRole("table", { name: "Dealers of the statement" })).toContainText(company);
    await expect(desk.getByRole("table", { name: "Dealers of the statement" })).toContainText("€2.10");
    const fileOf = async (name: string) => {
      const href = await desk.getByRole("link", { name, exact: true }).getAttribute("href");
      return (await desk.request.get(href ?? "")).body();
    };
    expect((await fileOf("CSV")).toString()).toContain(company);
    expect(readPdf(await fileOf("PDF")).lines.join("")).toContain("€2.10");
  });
  await test.step("[M8.4] [M8.5] [M8.6] [M8.7] Stop now: Activation required again.", async () => {
    await openServices(second, "Activated");
    await act(second, "link", "Stop now", "Stop");
    await expect(tile(second, "Activation required")).toBeVisible();
    await expectStar(second, false);
  });
  await Promise.all(rooms.map((room) => room.close()));
});
