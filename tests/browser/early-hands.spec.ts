import type { Page } from "playwright/test";
import { addOwnCompany, enroll } from "./support/companies";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";
import { addAccount, addHub } from "./support/world";

/** Opens a page whose script is still on the way; what is returned lets it come. */
async function openEarly(page: Page, path: string): Promise<() => void> {
  const way = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await way.promise;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  return way.resolve;
}

test("[FRM-3] what is typed before a page's script has come is kept over a reload", async ({
  sicura,
  enter,
  staff,
}) => {
  const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
  const letCome = await openEarly(page, "/c/sicura/objects/new");
  // Once it asks for news, the script is there.
  const listens = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
  const [name, address] = [page.getByLabel("Name", { exact: true }), page.getByLabel("Address", { exact: true })];
  await name.fill("Kiosk 7");
  await address.fill("Via Roma 1");
  letCome();
  await listens;
  await page.reload();
  await expect(name).toHaveValue("Kiosk 7");
  await expect(address).toHaveValue("Via Roma 1");
});

test("[RSL-1] a reseller's name that is typed before the script has come narrows the list once it has", async ({
  database,
  enter,
}) => {
  const dealer = await addOwnCompany(database);
  await enroll(database, dealer);
  const page = await enter(dealer.owner);
  const letCome = await openEarly(page, `/c/${dealer.slug}/services/resellers/add`);
  await page.getByLabel("Search by name").fill("nobody at all");
  letCome();
  await expect(page.getByText("No reseller by the name “nobody at all”")).toBeVisible();
});

test("a choice made before the script has come brings the field that belongs to it", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  const panel = admin.getByRole("region", { name: `Clock ${sandbox.clockName}` });
  const letClockCome = await openEarly(admin, "/admin/clock");
  await panel.getByRole("radio", { name: "Over the month boundary" }).check();
  letClockCome();
  await expect(panel.getByLabel("Zone whose month is meant")).toBeVisible();
  await expect(panel.getByRole("radio", { name: "Over the month boundary" })).toBeChecked();
  await expect(panel.getByRole("radio", { checked: true })).toHaveCount(1);

  const hub = await addHub(database, sandbox);
  const page = await enter(sandbox.owner);
  const letStationCome = await openEarly(page, `${hub.paths.hub}/settings/monitoring-station`);
  await page.getByRole("combobox", { name: "Encryption" }).selectOption("A new key");
  letStationCome();
  await expect(page.getByLabel("New key")).toBeVisible();
});

test("a press before the script has come asks about what was pressed", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox);
  const page = await enter(sandbox.owner);
  const letCome = await openEarly(page, hub.paths.package);
  const field = page.getByLabel("Or on a day of your calendar");
  const last = (await field.getAttribute("max")) ?? "";
  await field.fill(last);
  await page.getByRole("button", { name: "Activate on that day" }).click();
  await expect(page).toHaveURL(/[?&]confirm=schedule/);
  letCome();
  await expect(page.getByRole("dialog")).toHaveAccessibleName(
    new RegExp(`^Activate ${hub.name} on .*${last.slice(0, 4)}`),
  );
});
