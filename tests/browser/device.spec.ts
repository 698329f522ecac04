import { expectNoViolations } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";
import { addAccount, addDoor, addHub } from "./support/world";

test("a device opens from its hub, and an opened contact stands on its page without a reload", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox);
  await addDoor(database, hub);
  const page = await enter(sandbox.owner);
  const opened = page.waitForResponse((response) => response.url().includes("/api/live"));
  await page.goto(hub.paths.hub);
  await page.getByRole("link", { name: "Front door" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Front door" })).toBeVisible();
  await opened;
  const signs = page.getByRole("list", { name: "Device status" });
  await expect(signs).toContainText("Closed");
  await expect(page.getByText("This device has told nothing yet.")).toBeVisible();
  await expectNoViolations(page, "device");

  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await admin.goto(`/admin/hubs/${hub.hubId}`);
  const device = admin.getByRole("form", { name: "Front door" });
  await device.getByRole("button", { name: "Open", exact: true }).click();
  await expect(signs.getByRole("listitem").filter({ hasText: "contact" })).toContainText("Open");
  // While an answer is under way, the form takes no second press.
  await expect(device.getByRole("status").filter({ hasText: "Felt, but silent" })).toBeVisible();
  await device.getByRole("button", { name: "Open lid" }).click();
  await expect(page.getByRole("region", { name: "Newest events" })).toContainText("Front door");
  await expect(signs.getByRole("listitem").filter({ hasText: "Lid" })).toContainText("open");

  await database.write([
    [
      "update device set malfunctions = '{BATTERY_LOW,WORN_OUT}', bypass_state = '{ENGINEER_BYPASS_ON}' where hub_id = $1",
      [hub.key],
    ],
  ]);
  await page.reload();
  await expect(signs.getByRole("listitem").filter({ hasText: "Malfunctions" })).toContainText(
    "battery is low, needs a look",
  );
  await expect(signs.getByRole("listitem").filter({ hasText: "Bypassed" })).toContainText("by an engineer");
  await page.goto(hub.paths.hub);
  await expect(page.getByRole("region", { name: "Devices" })).toContainText("Lid open");
});
