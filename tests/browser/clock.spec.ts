import type { Locator, Page } from "playwright/test";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { formatInstant } from "@/lib/i18n/format";
import type { Database } from "./support/database";
import { deafen } from "./support/live";
import { expect, test } from "./support/portal-test";
import { addSandbox, type Sandbox } from "./support/sandbox";
import { popUp, tile } from "./support/screens";
import { addAccount, addHub, packagesOf } from "./support/world";

/** The panel of one clock on the platform's page. */
function panelOf(page: Page, sandbox: Sandbox): Locator {
  return page.getByRole("region", { name: `Clock ${sandbox.clockName}` });
}

async function offsetOf(database: Database, sandbox: Sandbox): Promise<number> {
  const { offset } = await database.row<{ offset: string }>(
    "select offset_ms as offset from simulation_clock where id = $1",
    [sandbox.clockId],
  );
  return Number(offset);
}

test("over the month boundary: what expires is off, what was resumed runs on, and the report adds up", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Pacific/Chatham");
  const [ending, resumed, steady] = [
    await addHub(database, sandbox, { state: "EXPIRING" }),
    await addHub(database, sandbox, { state: "EXPIRING" }),
    await addHub(database, sandbox, { state: "ACTIVE" }),
  ];
  const page = await enter(sandbox.owner);
  await page.goto(`${resumed.paths.package}?confirm=resume`);
  await popUp(page).getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  const boundary = startOfNextMonth(Temporal.Now.instant(), sandbox.timeZone);

  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await admin.goto("/admin/clock");
  const panel = panelOf(admin, sandbox);
  await expect(panel).toContainText(formatInstant(boundary.toString(), { locale: "en", timeZone: sandbox.timeZone }));
  await panel.getByRole("radio", { name: "Over the month boundary" }).check();
  await panel.getByLabel("Zone whose month is meant").selectOption(sandbox.timeZone);
  await panel.getByRole("button", { name: "Move clock" }).click();
  await expect(panel.getByText("The clock moved. Everything that was due on the way has ended.")).toBeVisible();

  await page.goto(ending.paths.object);
  await expect(tile(page, "Activation required")).toBeVisible();
  await page.goto(resumed.paths.object);
  await expect(tile(page, "Activated")).toBeVisible();
  await page.goto(steady.paths.object);
  await expect(tile(page, "Activated")).toBeVisible();
  const ended = await packagesOf(database, ending);
  expect(ended).toMatchObject([{ status: "INACTIVE", endReason: "EXPIRED", desired: "DISABLED" }]);
  expect(ended[0]?.endedAt?.toISOString()).toBe(new Date(boundary.epochMilliseconds).toISOString());

  await expectReport(admin, database, sandbox);
});

/** Opens the run from the list and compares its figures with each other and with the stored ones. */
async function expectReport(admin: Page, database: Database, sandbox: Sandbox): Promise<void> {
  const run = await database.row<{ id: string; due: number; ended: number; skipped: number; failed: number }>(
    `select id, due_count as due, ended_count as ended, skipped_count as skipped, failed_count as failed
     from rollover_run where clock_id = $1`,
    [sandbox.clockId],
  );
  expect(run.due).toBe(run.ended + run.skipped + run.failed);
  expect(run).toMatchObject({ ended: 1, failed: 0 });
  await admin.getByRole("link", { name: "See the month rollovers" }).click();
  await admin.locator(`a[href="/admin/rollover/${run.id}"]`).click();
  await expect(admin.getByRole("heading", { level: 1 })).toContainText("Chatham");
  const { due, skipped } = run;
  await expect(admin.getByText(`${due} due = 1 ended + ${skipped} skipped + 0 failed.`)).toBeVisible();
  await expect(admin.getByText("Nothing failed.")).toBeVisible();

  await admin.getByRole("button", { name: "Run again" }).click();
  await expect(admin.getByRole("alert").getByRole("link", { name: /^Reason: / })).toBeVisible();
  await admin.getByLabel("Reason").fill("Asked for by the dealer");
  await admin.getByRole("button", { name: "Run again" }).click();
  await expect(admin.getByText("Done. What was still due has ended.")).toBeVisible();
  await expect(admin.getByText(`${due} due = 1 ended + ${skipped} skipped + 0 failed.`)).toBeVisible();
}

test("the clock never goes backward, and takes no zone nor instant made by hand", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  // Drawn anew as another clock moves, the form would have its own values back.
  await deafen(admin);
  await admin.goto("/admin/clock");
  const panel = panelOf(admin, sandbox);
  await panel.getByRole("radio", { name: "To an instant" }).check();
  const at = panel.getByLabel("Date and time (UTC)");
  await at.evaluate((field) => field.removeAttribute("min"));
  await at.fill("2020-02-29T12:00");
  const answer = admin.waitForResponse((response) => response.request().method() === "POST");
  await panel.getByRole("button", { name: "Move clock" }).click();
  expect((await answer).status()).toBe(409);
  await expect(panel.getByRole("alert")).toHaveText("The clock only goes forward.");
  expect(await offsetOf(database, sandbox)).toBe(0);

  await panel.getByRole("radio", { name: "To the last minute of the month" }).check();
  await panel.getByLabel("Zone whose month is meant").evaluate((field: HTMLSelectElement) => {
    field.append(new Option("Atlantis", "Atlantic/Atlantis", true, true));
  });
  await panel.getByRole("button", { name: "Move clock" }).click();
  await expect(panel.getByRole("alert")).toContainText("There is a problem");
  expect(await offsetOf(database, sandbox)).toBe(0);
});

test("a day on: the banner of the company tells the new time", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, "Asia/Kathmandu");
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await admin.goto("/admin/clock");
  const panel = panelOf(admin, sandbox);
  await panel.getByRole("radio", { name: "Forward one day" }).check();
  await panel.getByRole("button", { name: "Move clock" }).click();
  await expect(panel.getByText("The clock moved.")).toBeVisible();
  const offset = await offsetOf(database, sandbox);
  expect(Math.abs(offset - 86_400_000)).toBeLessThan(60_000);

  const page = await enter(sandbox.owner);
  await page.goto(`/c/${sandbox.slug}/objects`);
  const tomorrow = Temporal.Now.zonedDateTimeISO(sandbox.timeZone).add({ days: 1 });
  const date = tomorrow.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  await expect(page.getByRole("region", { name: "Demo clock" })).toContainText(date);
});
