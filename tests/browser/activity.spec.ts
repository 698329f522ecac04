import { formatInstant } from "@/lib/i18n/format";
import { addOwnCompany, makeDealer } from "./support/companies";
import { expect, test } from "./support/portal-test";
import { popUp, section } from "./support/screens";
import { addEmployee, addHub, packagesOf } from "./support/world";

test("the activity log tells an act just done, before and after, and gives it away as CSV", async ({
  enter,
  database,
  sicura,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const worker = await addEmployee(database, sicura, "SERVICE_MANAGER");
  const page = await enter(worker);

  await test.step("Somebody deactivates a hub.", async () => {
    await page.goto(`${hub.paths.package}?confirm=deactivate`);
    await popUp(page).getByRole("button", { name: "Deactivate", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Services expire soon" })).toBeVisible();
  });
  await test.step("The log, narrowed to that person, shows the act in words.", async () => {
    await section(page, "Company").click();
    await page
      .getByRole("main")
      .getByRole("link", { name: /^Activity/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "Activity log" })).toBeVisible();
    await page.getByText("Filters", { exact: true }).click();
    await page.getByLabel("Who").selectOption({ label: worker.name });
    await page.getByRole("button", { name: "Apply filters" }).click();
    await expect(page).toHaveURL(new RegExp(`person=${worker.id}`));
    await expect(page.getByText(`Who: ${worker.name}`)).toBeVisible();
    const entry = page.getByRole("row").filter({ hasText: hub.name });
    const [{ expiresAt } = { expiresAt: null }] = await packagesOf(database, hub);
    const end = formatInstant(expiresAt?.toISOString() ?? "", { locale: "en", timeZone: sicura.timeZone });
    await expect(entry).toContainText("Deactivated");
    await expect(entry).toContainText("Takes effect");
    await expect(entry.getByRole("listitem").filter({ hasText: "State" })).toHaveText(/active\s*→.*expires soon/);
    await expect(entry.getByRole("listitem").filter({ hasText: /^Ends:/ })).toContainText(end);
  });
  await test.step("The address alone restores the view.", async () => {
    await page.reload();
    await expect(page.getByRole("row").filter({ hasText: hub.name })).toBeVisible();
  });
  await test.step("Export CSV holds it under stable keys.", async () => {
    const begun = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export CSV" }).click();
    const file = await begun;
    expect(file.suggestedFilename()).toMatch(/^activity-sicura-\d{4}-\d\d-\d\d\.csv$/);
    const pieces: Buffer[] = [];
    for await (const piece of await file.createReadStream()) pieces.push(Buffer.from(piece));
    const [head, ...lines] = Buffer.concat(pieces).toString("utf8").replace("\uFEFF", "").trimEnd().split("\r\n");
    expect(head).toMatch(/^at,effective_at,recorded_at,action,actor,/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("[Europe/Rome]");
    expect(lines[0]).toContain(`package.expiry_scheduled,${worker.name},PERSON`);
  });
});

test("an invitation that grew too old reads as expired, not as a package that ended with its month", async ({
  enter,
  database,
  dnipro,
}) => {
  const page = await enter(await addEmployee(database, dnipro, "SERVICE_MANAGER"));
  await page.goto(`/c/${dnipro.slug}/company/history?act=invitation`);
  const entry = page.getByRole("row").filter({ hasText: "late@pro.example" }).first();
  await expect(entry).toContainText("Invitation expired");
  await expect(entry.getByRole("listitem").filter({ hasText: "State" })).toHaveText(/invited\s*→.*expired$/);
});

test("a figure of the dashboard opens the list it counts, and the month end leads to Resume", async ({
  enter,
  database,
}) => {
  const company = await addOwnCompany(database);
  await makeDealer(database, company);
  const expiring = await addHub(database, company, { state: "EXPIRING" });
  await addHub(database, company, { state: "ACTIVE" });
  for (const hasSim of [true, false, false]) await addHub(database, company, { hasSim });
  const page = await enter(await addEmployee(database, company, "SERVICE_MANAGER"));
  const figures = [
    { name: /^Never activated\s*3/, chip: "Never activated", matches: "3 hubs match" },
    { name: /^SIM problems\s*2/, chip: "SIM problem", matches: "2 hubs match" },
    { name: /^New this month\s*2/, chip: "Activated this month", matches: "2 hubs match" },
    { name: /^1\s*Expires soon/, chip: "State: Expires soon", matches: "1 hub matches" },
    { name: "Meridian Group, Activated: 1", chip: "Billed to: Meridian Group", matches: "1 hub matches" },
  ];
  for (const { name, chip, matches } of figures) {
    await page.goto(`/c/${company.slug}/services`);
    await page.getByRole("main").getByRole("link", { name }).click();
    await expect(page.getByText(chip, { exact: true }).and(page.locator(":not(option)"))).toBeVisible();
    await expect(page.getByText(matches)).toBeVisible();
  }

  await page.goto(`/c/${company.slug}/services`);
  await page.getByRole("link", { name: "1 hub goes off then" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Upcoming changes" })).toBeVisible();
  await page.getByRole("link", { name: `Resume, ${expiring.name}` }).click();
  await expect(popUp(page)).toHaveAccessibleName(`Resume Ajax Services on ${expiring.name}?`);
});

test.describe("who may read the log", () => {
  test.use({ expectedNoise: /status of (403|404)/ });

  test("an installer is refused, and another company's log is not there", async ({ enter, staff, dnipro, sicura }) => {
    const installer = await enter(await staff(dnipro, "INSTALLER"));
    const manager = await enter(await staff(sicura, "SERVICE_MANAGER"));
    for (const path of ["company/history", "services", "services/upcoming"]) {
      expect((await installer.goto(`/c/${dnipro.slug}/${path}`))?.status(), path).toBe(403);
      expect((await manager.goto(`/c/${dnipro.slug}/${path}`))?.status(), path).toBe(404);
    }
    const file = `/c/${dnipro.slug}/company/history/export`;
    expect((await installer.request.get(file)).status()).toBe(403);
    expect((await manager.request.get(file)).status()).toBe(404);
  });
});
