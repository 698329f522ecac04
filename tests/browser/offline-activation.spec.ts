import { randomInt } from "node:crypto";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";
import { popUp, sign, tile } from "./support/screens";
import { addAccount, addHub, packagesOf } from "./support/world";

test("a hub that is offline for want of its SIM is activated by the number on it, and comes online", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox, { hasSim: false });
  await database.write([
    [
      `update hub set is_online = false, online_since = null, has_ethernet = false, ethernet = '{"enabled":false}'
       where id = $1`,
      [hub.key],
    ],
  ]);
  const page = await enter(sandbox.owner);
  await page.goto(hub.paths.package);
  await expect(page.getByText("The hub is offline and its SIM is unknown.")).toBeVisible();
  await page.getByRole("link", { name: "Install a SIM" }).click();
  await page.getByLabel("SIM number").fill(`8988303${String(randomInt(0, 10 ** 12)).padStart(12, "0")}`);
  await page.getByRole("button", { name: "Install SIM" }).click();
  await expect(page.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();
  await expect(sign(page, "Offline")).toBeVisible();

  await tile(page, "Activation required").click();
  await page.getByRole("main").getByRole("button", { name: "Activate", exact: true }).click();
  await popUp(page).getByRole("button", { name: "Activate", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  await page.goto(hub.paths.hub);
  await expect(tile(page, "Activated")).toBeVisible();
  await expect(sign(page, "Online")).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", desired: "ENABLED" }]);
});

test("a SIM that never reports leaves nothing billed, and the activation is tried again", async ({
  database,
  enter,
}) => {
  test.slow();
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox);
  await database.write([
    [
      `update hub set is_online = false, online_since = null, has_ethernet = false, ethernet = '{"enabled":false}'
       where id = $1`,
      [hub.key],
    ],
    [
      `insert into simulated_fault (id, kind, company_id, sim_id, injected_at, injected_by)
       select gen_random_uuid(), 'SIM_STUCK', company_id, id, now(), 'Test' from ajax_sim where hub_id = $1`,
      [hub.key],
    ],
  ]);
  const page = await enter(sandbox.owner);
  const activate = async (name: string) => {
    await page.getByRole("main").getByRole("button", { name, exact: true }).click();
    await popUp(page).getByRole("button", { name: "Activate", exact: true }).click();
    await expect(popUp(page)).toHaveCount(0);
  };
  await page.goto(hub.paths.package);
  await activate("Activate");
  await expect(tile(page, "Activating")).toBeVisible();
  await expectAccessible(page, hub.paths.package);

  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await admin.goto("/admin/clock");
  const panel = admin.getByRole("region", { name: `Clock ${sandbox.clockName}` });
  await panel.getByRole("radio", { name: "Forward one day" }).check();
  await panel.getByRole("button", { name: "Move clock" }).click();
  await expect(panel.getByText("The clock moved.")).toBeVisible({ timeout: 45_000 });
  await page.goto(hub.paths.package);
  await expect(page.getByText("The SIM never reported; the activation failed")).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "INACTIVE", endReason: "ACTIVATION_FAILED" }]);
  const billed = await database.rows(
    "select 1 as one from hub_package where hub_id = $1 and confirmed_at is not null",
    [hub.key],
  );
  expect(billed).toEqual([]);

  await database.write([
    [
      `update simulated_fault f set lifted_at = now(), lifted_by = 'Test' from ajax_sim s
       where s.id = f.sim_id and s.hub_id = $1`,
      [hub.key],
    ],
  ]);
  await activate("Try again");
  await page.goto(hub.paths.hub);
  await expect(tile(page, "Activated")).toBeVisible();
});
