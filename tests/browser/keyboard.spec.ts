import { demoPassword } from "@/prisma/seed/people";
import { expectVisibleFocus, tabTo } from "./support/keys";
import { expect, test } from "./support/portal-test";
import { popUp, section, tile } from "./support/screens";
import { addHub, packagesOf } from "./support/world";

test("Activate with the keyboard alone, from the list to the star", async ({ database, sicura, enter, staff }) => {
  const hub = await addHub(database, sicura);
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto("/account");
  await tabTo(page, page.getByRole("main").getByRole("link", { name: /Sicura Casa/ }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  await tabTo(page, page.getByRole("searchbox", { name: "Search hubs and objects" }));
  await page.keyboard.type(hub.objectName);
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 hub matches")).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: hub.name }));
  await page.keyboard.press("Enter");
  await tabTo(page, tile(page, "Activation required"));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Activate", exact: true }));
  await page.keyboard.press("Enter");
  await expect(popUp(page).getByRole("button", { name: "Activate", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: "Back to the device list" }));
  await page.keyboard.press("Enter");
  await expect(tile(page, "Activated")).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE" }]);
});

test("the payer is chosen with the arrows", async ({ database, dnipro, enter, staff }) => {
  const hub = await addHub(database, dnipro);
  const page = await enter(await staff(dnipro, "INSTALLER"));
  await page.goto(hub.paths.package);
  await tabTo(page, page.getByRole("radio", { name: /^Black Sea Monitoring/ }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^Meridian Group/ })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(popUp(page)).toContainText("Meridian Group pays Ajax");
});

test("from the sign-in form to Deactivate and back by Resume with the keyboard alone", async ({
  page,
  database,
  sicura,
  staff,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const { email } = await staff(sicura, "INSTALLER");
  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("Email"));
  await page.keyboard.type(email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(demoPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.goto(hub.paths.hub);
  await tabTo(page, page.getByRole("main").getByRole("link", { name: "Deactivate", exact: true }));
  await page.keyboard.press("Enter");
  await expect(popUp(page).getByRole("button", { name: "Deactivate", exact: true })).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await expect(popUp(page)).toHaveCount(0);
  await tabTo(page, page.getByRole("link", { name: "Resume", exact: true }));
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "EXPIRING" }]);
  await page.keyboard.press("Enter");
  await expect(popUp(page).getByRole("button", { name: "Resume", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", expiresAt: null }]);
});

test("Stop now with the keyboard alone: Cancel first, and nothing behind the pop-up", async ({
  database,
  sicura,
  enter,
  staff,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto(hub.paths.package);
  await tabTo(page, page.getByRole("link", { name: "Stop now", exact: true }));
  await page.keyboard.press("Enter");
  const cancel = popUp(page).getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeFocused();
  await expectVisibleFocus(page);
  const names = new Set<string>();
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press("Tab");
    await expectVisibleFocus(page);
    names.add(
      await page.evaluate(() => document.activeElement?.closest("dialog, main, header, nav")?.tagName ?? "none"),
    );
  }
  expect([...names].filter((name) => !["DIALOG", "HEADER", "none"].includes(name))).toEqual([]);
  await tabTo(page, popUp(page).getByRole("button", { name: "Stop", exact: true }));
  await page.keyboard.press("Enter");
  await expect(tile(page, "Activation required")).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ endReason: "STOPPED" }]);
});

for (const [state, verb, key] of [
  ["ACTIVE", "Deactivate", "Escape"],
  ["ACTIVE", "Stop now", "Escape"],
  ["EXPIRING", "Resume", "Escape"],
  ["OFF", "Activate", "Escape"],
  ["ACTIVE", "Stop now", "Enter"],
] as const) {
  test(`the pop-up of ${verb} closes on ${key} and gives the focus back`, async ({
    database,
    sicura,
    enter,
    staff,
  }) => {
    const hub = await addHub(database, sicura, { state });
    const page = await enter(await staff(sicura, "INSTALLER"));
    await page.goto(hub.paths.package);
    const role = state === "OFF" ? "button" : "link";
    const opener = page.getByRole("main").getByRole(role, { name: verb, exact: true }).first();
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect(popUp(page)).toBeVisible();
    await page.keyboard.press(key);
    await expect(popUp(page)).toHaveCount(0);
    await expect(page).not.toHaveURL(/confirm=/);
    await expect(opener).toBeFocused();
    await expectVisibleFocus(page);
  });
}

test("the first press of Tab offers to skip to the content", async ({ sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto("/c/sicura/objects");
  await expect(section(page, "Objects")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
