import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";
import { addHub } from "./support/world";

test("a SIM that does not follow its order is told of on the open page, sent again, and done once it follows", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox, { state: "ACTIVE" });
  const page = await enter(sandbox.owner);
  await page.goto(hub.paths.hub);
  const task = page.getByRole("region", { name: "The SIM does not follow its order" });
  await expect(page.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();
  await expect(task).toBeHidden();

  await test.step("Ten minutes after the order the card still says off.", async () => {
    await database.write([
      ["update hub set online_since = now() - interval '1 hour' where id = $1", [hub.key]],
      [
        `insert into simulated_fault (id, kind, company_id, sim_id, injected_at, injected_by)
         select gen_random_uuid(), 'SIM_STUCK', company_id, id, now(), 'Test' from ajax_sim where hub_id = $1`,
        [hub.key],
      ],
      [
        `update ajax_sim set desired_version = 2, desired_at = now() - interval '10 minutes', reported_status = 'DISABLED',
           card_status = 'DISABLED' where hub_id = $1`,
        [hub.key],
      ],
    ]);
    await expect(task).toBeVisible();
    await expect(task).toContainText("Nothing stops by itself.");
    await expectAccessible(page, hub.paths.hub);
  });
  // The news of a press may be here before its answer, until which the button is deaf: it then has another name.
  const sendAgain = task.getByRole("button", { name: "Send again", exact: true });
  const timeline = page.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  const sent = timeline.filter({ hasText: /Order to the SIM \d+ sent again/ });
  await test.step("Send again is an act of its own, and does not say that it helped.", async () => {
    await sendAgain.click();
    await expect(sent).toHaveCount(1);
    await expect(task).toBeVisible();
  });
  await test.step("The card is freed; sent again, it follows, and the page says so without a reload.", async () => {
    await database.write([
      ["delete from simulated_fault where sim_id in (select id from ajax_sim where hub_id = $1)", [hub.key]],
    ]);
    await sendAgain.click();
    await expect(sent).toHaveCount(2);
    await expect(task).toBeHidden();
    await expect(page.getByRole("region", { name: "SIM slots" })).toContainText("on, on");
  });
  const open = "select from service_task where hub_id = $1 and closed_at is null";
  expect(await database.rows(open, [hub.key])).toEqual([]);
});
