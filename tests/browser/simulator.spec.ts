import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";
import { popUp, tile } from "./support/screens";
import { addAccount, addHub } from "./support/world";

test("a fault is set, stands on the hub's page, and is lifted by one button", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox);
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await admin.goto("/admin/hubs");
  await admin.getByRole("searchbox", { name: "Search hubs and companies" }).fill(hub.hubId);
  await admin.getByRole("button", { name: "Search" }).click();
  await admin.getByRole("link", { name: hub.name }).click();
  await expect(admin.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();

  const sim = admin.getByRole("form", { name: "Slot 1" });
  await sim.getByRole("button", { name: "Other operator" }).click();
  await expect(sim.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  const faults = admin.getByRole("region", { name: "Faults that stand" });
  await expect(faults).toContainText("SIM of another operator, Slot 1");
  await faults.getByRole("button", { name: "Lift: SIM of another operator, Slot 1" }).click();
  await expect(faults).toContainText("Nothing is broken.");

  const parts = admin.getByRole("form", { name: "Power, lid and connection" });
  await parts.getByRole("button", { name: "Cut mains" }).click();
  await expect(admin.getByRole("region", { name: "State" })).toContainText("No mains");
  await expect(admin.getByRole("region", { name: "Told last" })).toContainText("ExternalPowerDisconnected");
  // The news of the act may be here before the form's own answer, and a form that waits for it is deaf.
  await expect(parts.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  await parts.getByRole("button", { name: "Restore mains" }).click();
  await expect(faults).toContainText("Nothing is broken.");
  await expect(parts.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  await parts.getByRole("button", { name: "Battery to 10 %" }).click();
  await expect(admin.getByRole("region", { name: "Told last" })).toContainText("LowBattery");
  await expectAccessible(admin, `/admin/hubs/${hub.hubId}`);
  await expectAccessible(admin, "/admin/hubs?state=faults");

  const page = await enter(sandbox.owner);
  await page.goto(hub.paths.hub);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toContainText("Simulated fault: SIM of another operator");
  await expect(timeline).toContainText("Simulated fault is over: No mains");
  const used = timeline.getByRole("listitem").filter({ hasText: "Done in the simulator: battery level of the hub" });
  await used.getByText("What changed", { exact: true }).click();
  await expect(used).toContainText(/In the simulator:.*battery level of the hub/);
  await database.write([
    [
      `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
       select gen_random_uuid(), kind, company_id, subject_id, hub_id, gen_random_uuid()::text, payload, at + interval '1 hour'
       from (select * from outbox where hub_id = $1 and kind = 'hub.event' limit 1) one cross join generate_series(1, 60)`,
      [hub.key],
    ],
  ]);
  const fault = timeline.getByText("Simulated fault: SIM of another operator");
  await expect(timeline.getByText("50 entries on this page")).toBeVisible();
  await expect(fault).toBeHidden();
  const newest = await timeline.getByRole("listitem").allTextContents();
  await timeline.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/\?after=[\w-]+#timeline$/);
  await expect(fault).toBeVisible();
  await page.reload();
  await expect(fault).toBeVisible();
  await expect(timeline.getByRole("link", { name: "Older" })).toBeHidden();
  await timeline.getByRole("link", { name: "Newer" }).press("Enter");
  await expect(fault).toBeHidden();
  await expect(timeline.getByRole("listitem")).toHaveText(newest);
});

test("[Stop now] cuts the GSM channel; a hub with no other goes offline after its delay, and Activate brings it back", async ({
  database,
  enter,
}) => {
  test.slow();
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox, { state: "ACTIVE" });
  await database.write([
    [
      `update hub set has_ethernet = false, ethernet = '{"enabled":false}', has_cellular = true, ping_period_seconds = 10,
         offline_alarm_seconds = 600 where id = $1`,
      [hub.key],
    ],
  ]);
  const watcher = await enter(sandbox.owner);
  const opened = watcher.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
  await watcher.goto(hub.paths.hub);
  await opened;
  const signs = watcher.getByRole("list", { name: "Hub status" });
  await expect(signs).toContainText("Online", { timeout: 45_000 });

  const actor = await enter(sandbox.owner);
  await actor.goto(`${hub.paths.package}?confirm=stop`);
  await popUp(actor).getByRole("button", { name: "Stop", exact: true }).click();
  await expect(tile(actor, "Activation required")).toBeVisible();
  await expect(signs.getByRole("listitem").filter({ hasText: "Cellular" })).toContainText("not connected", {
    timeout: 45_000,
  });
  await expect(signs).toContainText("Online", { timeout: 45_000 });

  // The hour makes the delay of ten minutes pass, which no slow machine does; what the network and the hub do in it happens on its way.
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await admin.goto("/admin/clock");
  const panel = admin.getByRole("region", { name: `Clock ${sandbox.clockName}` });
  await panel.getByRole("radio", { name: "Forward one hour" }).check();
  await panel.getByRole("button", { name: "Move clock" }).click();
  await expect(panel.getByText("The clock moved.")).toBeVisible({ timeout: 45_000 });
  await expect(signs).toContainText("Offline");

  await actor.goto(hub.paths.package);
  await actor.getByRole("main").getByRole("button", { name: "Activate", exact: true }).click();
  await popUp(actor).getByRole("button", { name: "Activate", exact: true }).click();
  await expect(signs).toContainText("Online", { timeout: 45_000 });
  await expect(tile(watcher, "Activated")).toBeVisible();
});
