import { expectAccessible, expectNoViolations } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addPayer, addSandbox } from "./support/sandbox";
import { popUp, tile } from "./support/screens";
import { addAccount, addHub, packagesOf } from "./support/world";

test("an activation is planned for when the hub first comes online, taken back, planned anew, and carried out", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox);
  await database.write([
    [
      `insert into simulated_fault (id, kind, company_id, hub_id, injected_at, injected_by)
       values (gen_random_uuid(), 'HUB_SILENT', $1, $2, now(), 'Test')`,
      [sandbox.id, hub.key],
    ],
    ["update hub set is_online = false, online_since = null, has_ethernet = false where id = $1", [hub.key]],
  ]);
  const page = await enter(sandbox.owner);
  const plan = async () => {
    await page.getByRole("button", { name: "Activate when the hub first comes online" }).click();
    await expect(popUp(page)).toHaveAccessibleName(`Activate ${hub.name} when it first comes online?`);
    await expect(popUp(page)).toContainText("Nothing runs and nothing is billed until then.");
    await expect(popUp(page)).toContainText(
      "pays Ajax from the month in which the hub comes online; until then the plan costs nothing",
    );
    await expect(popUp(page).getByRole("img", { name: /Services are off; they start once/ })).toBeVisible();
    await popUp(page).getByRole("button", { name: "Plan it" }).click();
    await expect(planned).toContainText(`${hub.name} will be activated when it first comes online.`);
    await expect(planned).toContainText(
      "is billed from the month in which the hub comes online; until then the plan costs nothing",
    );
  };
  const planned = page.getByRole("region", { name: "Planned activation" });
  await page.goto(hub.paths.package);
  await plan();
  await expectAccessible(page, hub.paths.package);
  await planned.getByRole("button", { name: "Take back" }).click();
  await expect(planned).toHaveCount(0);

  await plan();
  await page.goto(`/c/${sandbox.slug}/services/upcoming`);
  const line = page.getByRole("row").filter({ hasText: hub.name });
  await expect(line).toContainText("When the hub first comes online");
  expect(await packagesOf(database, hub)).toEqual([]);

  await page.goto(hub.paths.package);
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await admin.goto(`/admin/hubs/${hub.hubId}`);
  await admin
    .getByRole("form", { name: "Power, lid and connection" })
    .getByRole("button", { name: "Ping again" })
    .click();
  await expect(tile(page, "Activated").or(tile(page, "Activating"))).toBeVisible();
  await expect(planned).toHaveCount(0);
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", desired: "ENABLED" }]);
  await page.goto("/account/notifications");
  await expect(page.getByText(`${hub.name} is activated, as planned`)).toBeVisible();
});

test("an activation is planned for a day, which the pop-up, the ruler and the list of what comes name", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox);
  const page = await enter(sandbox.owner);
  await page.goto(hub.paths.package);
  const field = page.getByLabel("Or on a day of your calendar");
  const last = (await field.getAttribute("max")) ?? "";
  await field.fill(last);
  await page.getByRole("button", { name: "Activate on that day" }).click();
  await expect(popUp(page)).toHaveAccessibleName(new RegExp(`^Activate ${hub.name} on .*${last.slice(0, 4)}\\?$`));
  await expect(popUp(page)).toContainText(/pays Ajax from \w+ \d{4} on; until then the plan costs nothing/);
  await expect(popUp(page).getByRole("img", { name: /^Services start on .* and run on$/ })).toBeVisible();
  await expectNoViolations(page, hub.paths.package);
  await popUp(page).getByRole("button", { name: "Plan it" }).click();
  const planned = page.getByRole("region", { name: "Planned activation" });
  await expect(planned).toContainText(new RegExp(`${hub.name} will be activated on .*00:00`));
  await expect(planned).toContainText(/is billed from \w+ \d{4} on; until then the plan costs nothing/);
  await page.goto(hub.paths.hub);
  await expect(page.getByText(/^Activation planned for .*00:00/)).toBeVisible();
  await page.goto(`/c/${sandbox.slug}/services/upcoming`);
  await expect(page.getByRole("row").filter({ hasText: hub.name })).toContainText("00:00");
  expect(await packagesOf(database, hub)).toEqual([]);

  const stopped = await addHub(database, sandbox, { state: "ACTIVE" });
  await database.write([
    [
      `with ended as (update hub_package set status = 'INACTIVE', ended_at = now(), end_reason = 'STOPPED',
         version = version + 1 where hub_id = $1 returning sim_id)
       update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1
       from ended where s.id = ended.sim_id`,
      [stopped.key],
    ],
    ["update hub set is_online = false, online_since = null where id = $1", [stopped.key]],
  ]);
  await page.goto(`${stopped.paths.package}?confirm=plan`);
  await expect(popUp(page)).toContainText(/If that is still \w+ \d{4}, nothing is added: it is charged already\./);

  const other = await addPayer(database, sandbox, "Other");
  const { id } = await database.row<{ id: string }>("select id from reseller where company_id = $1", [other.id]);
  await page.goto(`${stopped.paths.package}?confirm=plan&reseller=${id}`);
  await expect(popUp(page)).toContainText(`${other.name} pays Ajax from the month in which the hub comes online`);
  await expect(popUp(page)).toContainText(
    new RegExp(`If that is still \\w+ \\d{4}, ${sandbox.payer.name} is charged for it too\\.`),
  );
});
