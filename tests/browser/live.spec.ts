import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { expect, test } from "./support/portal-test";
import { popUp, tile } from "./support/screens";
import { addHub, historyOf, type TestHub } from "./support/world";

/** Resolves once a page listens: what happens from now on reaches it without a reload. */
async function isListening(page: Page, path: string): Promise<void> {
  const opened = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
  await page.goto(path);
  await opened;
}

async function press(page: Page, hub: TestHub, act: string): Promise<void> {
  await page.goto(`${hub.paths.package}?confirm=${act.toLowerCase()}`);
  await popUp(page).getByRole("button", { name: act, exact: true }).click();
}

test("[HUB-7] two windows see each other's change, and then the next, without a reload", async ({
  database,
  sicura,
  enter,
  staff,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const watcher = await enter(await staff(sicura, "INSTALLER"));
  const actor = await enter(await staff(sicura, "SERVICE_MANAGER"));
  await isListening(watcher, hub.paths.hub);
  let loads = 0;
  watcher.on("load", () => {
    loads += 1;
  });
  for (const [act, word] of [
    ["Deactivate", "Expires soon"],
    ["Resume", "Activated"],
    ["Deactivate", "Expires soon"],
  ] as const) {
    await actor.goto(`${hub.paths.package}?confirm=${act.toLowerCase()}`);
    await popUp(actor).getByRole("button", { name: act, exact: true }).click();
    await actor.waitForURL(/result=/);
    await expect(tile(watcher, word)).toBeVisible();
  }
  await expect(watcher.getByRole("status").filter({ hasText: "the page shows it" })).toBeAttached();
  expect(loads).toBe(0);
});

test("the list of objects follows too, and keeps scroll and typed text", async ({ database, sicura, enter, staff }) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const watcher = await enter(await staff(sicura, "SERVICE_MANAGER"));
  const actor = await enter(await staff(sicura, "INSTALLER"));
  await isListening(watcher, "/c/sicura/objects?sort=object");
  await watcher.goto(`/c/sicura/objects?q=${hub.hubId}`);
  const row = watcher.getByRole("row").filter({ hasText: hub.name });
  await expect(row).toContainText("Activated");
  const search = watcher.getByRole("searchbox", { name: "Search hubs and objects" });
  await search.fill("something half typed");
  await watcher.evaluate(() => window.scrollTo(0, 40));
  const scroll = await watcher.evaluate(() => window.scrollY);
  await press(actor, hub, "Deactivate");
  await expect(row).toContainText("Expires soon");
  await expect(search).toHaveValue("something half typed");
  await expect(search).toBeFocused();
  expect(await watcher.evaluate(() => window.scrollY)).toBe(scroll);
});

test("[HUB-7] an open confirmation that a change overtakes says who did what, and refuses", async ({
  database,
  sicura,
  enter,
  staff,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const colleague = await staff(sicura, "SERVICE_MANAGER");
  const page = await enter(await staff(sicura, "INSTALLER"));
  const other = await enter(colleague);
  await isListening(page, `${hub.paths.package}?confirm=stop`);
  await expect(popUp(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  await press(other, hub, "Deactivate");
  await expect(other.getByRole("heading", { name: "Services expire soon" })).toBeVisible();

  await expect(popUp(page).getByRole("alert")).toContainText(`${colleague.name} deactivated this at `);
  await expect(popUp(page).getByRole("button", { name: "Stop", exact: true })).toHaveCount(0);
  await expect(popUp(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  expect(await historyOf(database, hub)).toEqual(["package.expiry_scheduled"]);

  await popUp(page).getByRole("button", { name: "Look again" }).click();
  await expect(popUp(page).getByRole("alert")).toHaveCount(0);
  await expect(popUp(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  await popUp(page).getByRole("button", { name: "Stop", exact: true }).click();
  await expect(tile(page, "Activation required")).toBeVisible();
  expect(await historyOf(database, hub)).toEqual(["package.expiry_scheduled", "package.stopped"]);
});

test.describe("without a connection", () => {
  test.use({ expectedNoise: /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/ });

  test("a page says that it may be out of date, with its icon, stays, and is silent once the connection is back", async ({
    sicura,
    enter,
    staff,
  }) => {
    const page = await enter(await staff(sicura, "INSTALLER"));
    await isListening(page, "/c/sicura/objects");
    const toast = page.locator(".live .toast", { hasText: "No connection. This page may be out of date" });
    await expect(toast).toBeHidden();
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("cell") })
      .first();
    await page.context().setOffline(true);
    await page.evaluate(() => dispatchEvent(new Event("offline")));
    await expect(toast).toBeVisible();
    await expect
      .poll(() => page.locator(".live .toast svg").evaluate((icon: SVGSVGElement) => icon.getBBox().width))
      .toBeGreaterThan(0);
    await row.getByRole("link").first().click();
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.locator(".live > [role=status]").first()).toContainText("no other opens until it is back");
    // So the router goes where it could not read a page.
    await page.evaluate(() => location.assign("/c/sicura/sims"));
    await expect(row).toBeVisible();
    await expect(page).toHaveURL("/c/sicura/objects");
    const loaded = page.waitForEvent("load");
    await page.context().setOffline(false);
    await loaded;
    await expect(toast).toBeHidden();
    await row.getByRole("link").first().click();
    await expect(page).toHaveURL(/objects\/.+/);
  });

  test("an act without an answer says that nobody knows, and pressed again it is done once", async ({
    database,
    sicura,
    enter,
    staff,
  }) => {
    const hub = await addHub(database, sicura, { state: "ACTIVE" });
    const page = await enter(await staff(sicura, "INSTALLER"));
    await page.setViewportSize({ width: 360, height: 640 });
    await page.goto(`${hub.paths.package}?confirm=deactivate`);
    await page.route(/confirm=/, (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
    const confirm = popUp(page).getByRole("button", { name: "Deactivate", exact: true });
    await confirm.click();
    await expect(popUp(page).getByRole("alert")).toContainText("No answer came back.");
    // It is brought into sight after it was drawn.
    await expect
      .poll(async () => {
        const said = await popUp(page).getByRole("alert").boundingBox();
        const foot = await popUp(page).locator("footer").boundingBox();
        return said && foot ? said.y + said.height - foot.y : null;
      })
      .toBeLessThanOrEqual(0);
    await page.unroute(/confirm=/);
    await confirm.click();
    await expect(page).toHaveURL(/result=/);
    expect(await historyOf(database, hub)).toEqual(["package.expiry_scheduled"]);
  });

  test("a form whose answer is lost keeps what was typed, and sent again it makes one thing", async ({
    database,
    sicura,
    enter,
    staff,
  }) => {
    const page = await enter(await staff(sicura, "INSTALLER"));
    const name = `Lost ${randomUUID()}`;
    await page.goto("/c/sicura/objects/new");
    await page.route(/objects\/new/, async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      await route.fetch({ maxRedirects: 0 });
      await route.abort();
    });
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Address").fill("Via Appia 1, Roma");
    await page.getByRole("button", { name: "Create object" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "No answer came back." })).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue(name);
    await page.unroute(/objects\/new/);
    await page.getByRole("button", { name: "Create object" }).click();
    await expect(page).not.toHaveURL(/objects\/new/);
    const made = await database.row<{ n: number }>("select count(*)::int as n from secured_object where name = $1", [
      name,
    ]);
    expect(made.n).toBe(1);
  });
});
