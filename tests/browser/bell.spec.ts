import type { Locator, Page } from "playwright/test";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";
import { popUp } from "./support/screens";
import { addEmployee, addHub, type TestHub } from "./support/world";

/** The lines about one hub. */
function lines(page: Page, hub: TestHub): Locator {
  return page
    .getByRole("list", { name: "Notifications" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: hub.name }) });
}

/** Opens the list and waits until the worker has told of the hub. */
async function openList(page: Page, hub: TestHub): Promise<void> {
  await expect(async () => {
    await page.goto("/account/notifications");
    await expect(lines(page, hub)).toHaveCount(1);
  }).toPass();
}

test("the bell tells the office what an installer did, and falls for all when one has dealt with it", async ({
  database,
  dnipro,
  enter,
  staff,
}) => {
  const hub = await addHub(database, dnipro, { state: "ACTIVE" });
  const installer = await enter(await staff(dnipro, "INSTALLER"));
  const manager = await enter(await staff(dnipro, "SERVICE_MANAGER"));
  const senior = await enter(await staff(dnipro, "SENIOR_SERVICE_MANAGER"));

  await test.step("[J17] An installer deactivates a hub.", async () => {
    await installer.goto(hub.paths.package);
    await installer.getByRole("link", { name: "Deactivate", exact: true }).click();
    await popUp(installer).getByRole("button", { name: "Deactivate", exact: true }).click();
    await expect(installer.getByRole("heading", { name: "Services expire soon" })).toBeVisible();
  });
  await test.step("[J17] Both managers have a line that leads to the hub's services; the installer has none.", async () => {
    await openList(manager, hub);
    await openList(senior, hub);
    await expect(lines(manager, hub)).toContainText("it goes off on");
    await lines(manager, hub).getByRole("link").click();
    await expect(manager).toHaveURL(hub.paths.package);
    await installer.goto("/account/notifications?show=all");
    await expect(lines(installer, hub)).toHaveCount(0);
  });
  await test.step("[NTF-3] One presses Done, and it is gone for the other too.", async () => {
    await openList(manager, hub);
    await lines(manager, hub).getByRole("button", { name: "Done" }).click();
    await expect(lines(manager, hub)).toHaveCount(0);
    await senior.reload();
    await expect(lines(senior, hub)).toHaveCount(0);
  });
  await test.step("What was done stays under All.", async () => {
    await senior.getByRole("navigation", { name: "Which notifications" }).getByRole("link", { name: "All" }).click();
    await expect(lines(senior, hub)).toHaveCount(1);
    await expect(lines(senior, hub).getByRole("button")).toHaveCount(0);
  });
});

test("All done empties the reader's own list alone", async ({ database, enter }) => {
  // In a company of the demo another test may have the bell ring again at once.
  const company = await addSandbox(database, "Europe/Rome");
  const hub = await addHub(database, company, { state: "EXPIRING" });
  const installer = await enter(await addEmployee(database, company, "INSTALLER"));
  const manager = await enter(await addEmployee(database, company, "SERVICE_MANAGER"));
  const senior = await enter(await addEmployee(database, company, "SENIOR_SERVICE_MANAGER"));
  await installer.goto(hub.paths.package);
  await installer.getByRole("link", { name: "Resume", exact: true }).click();
  await popUp(installer).getByRole("button", { name: "Resume", exact: true }).click();
  await expect(installer.getByRole("heading", { name: "Services activated" })).toBeVisible();

  await openList(manager, hub);
  await manager.getByRole("button", { name: "All done" }).click();
  await expect(manager.getByRole("heading", { name: "Nothing is open" })).toBeVisible();
  await openList(senior, hub);
});
