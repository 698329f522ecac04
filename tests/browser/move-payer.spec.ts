import type { Page } from "playwright/test";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { formatInstant } from "@/lib/i18n/format";
import { expectNoViolations } from "./support/accessible";
import type { Database } from "./support/database";
import { deafen } from "./support/live";
import { expect, test } from "./support/portal-test";
import { addPayer, addSandbox, type Payer, type Sandbox } from "./support/sandbox";
import { popUp, tile } from "./support/screens";
import { addAccount, addHub, packagesOf, type TestHub } from "./support/world";

const timeZone = "Europe/Kyiv";
const boundary = () => startOfNextMonth(Temporal.Now.instant(), timeZone);
const words = (at: Temporal.Instant) => formatInstant(at.toString(), { locale: "en", timeZone });

type Stage = { sandbox: Sandbox; second: Payer; hubs: [TestHub, TestHub] };

/** A dealer with two hubs that run, both billed to the first of its two resellers. */
async function setStage(database: Database): Promise<Stage> {
  const sandbox = await addSandbox(database, timeZone);
  const hubs: Stage["hubs"] = [
    await addHub(database, sandbox, { state: "ACTIVE" }),
    await addHub(database, sandbox, { state: "ACTIVE" }),
  ];
  return { sandbox, second: await addPayer(database, sandbox, "Second"), hubs };
}

/** Asks for the move of one hub, from that hub's own screen. */
async function askFor(page: Page, hub: TestHub, payer: Payer): Promise<void> {
  await page.goto(hub.paths.package);
  await page.getByRole("link", { name: "Move to another reseller" }).click();
  await page.getByRole("button", { name: `Ask ${payer.name}` }).click();
  await popUp(page).getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Upcoming changes" })).toBeVisible();
}

async function openRequest(page: Page, payer: Payer, sandbox: Sandbox): Promise<void> {
  await page.goto(`/r/${payer.slug}/moves`);
  await page.getByRole("link", { name: sandbox.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Hubs of ${sandbox.name}` })).toBeVisible();
}

async function passBoundary(admin: Page, sandbox: Sandbox): Promise<void> {
  await admin.goto("/admin/clock");
  const panel = admin.getByRole("region", { name: `Clock ${sandbox.clockName}` });
  await panel.getByRole("radio", { name: "Over the month boundary" }).check();
  await panel.getByLabel("Zone whose month is meant").selectOption(timeZone);
  await panel.getByRole("button", { name: "Move clock" }).click();
  const moved = panel.getByText("The clock moved. Everything that was due on the way has ended.");
  await expect(moved).toBeVisible({ timeout: 45_000 });
}

test("a move: asked for by ticks, approved by the reseller, carried out by the rollover without a gap", async ({
  database,
  enter,
}) => {
  test.slow();
  const { sandbox, second, hubs } = await setStage(database);
  const [moving, staying] = hubs;
  const at = boundary();
  const page = await enter(sandbox.owner);
  await page.goto(`/c/${sandbox.slug}/services/resellers/${sandbox.payer.connectionId}`);
  await page.getByRole("link", { name: "Move hubs to another reseller" }).click();
  await page.getByRole("checkbox", { name: `Move ${staying.name}, ${staying.hubId}` }).uncheck();
  await expectNoViolations(page, "choosing hubs to move");
  await page.getByRole("button", { name: `Ask ${second.name}` }).click();
  await expect(popUp(page)).toHaveAccessibleName(`Ask ${second.name} to take over 1 hub?`);
  await expect(popUp(page)).toContainText(words(at));
  await expect(popUp(page)).toContainText("Nothing. Services and SIM stay on.");
  await expectNoViolations(page, "the pop-up that asks for a move");
  await popUp(page).getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("region", { name: "Requests to move hubs" })).toContainText(`1 hub to ${second.name}`);
  await expectNoViolations(page, "upcoming changes with a move");

  const reseller = await enter(second.owner);
  await openRequest(reseller, second, sandbox);
  await expect(reseller.getByRole("region", { name: "Approve" })).toContainText(
    `From ${words(at)} on Ajax bills you for 1 hub of ${sandbox.name}`,
  );
  await expectNoViolations(reseller, "a request to take hubs over");
  await reseller.getByRole("button", { name: "Approve" }).click();
  await expect(reseller.getByRole("region", { name: "Request" })).toContainText("1 to come, 0 moved");
  expect(await packagesOf(database, moving)).toMatchObject([{ status: "ACTIVE", reseller: sandbox.payer.name }]);
  await page.goto(moving.paths.package);
  await expect(page.getByRole("link", { name: `to ${second.name} on ${words(at)}` })).toBeVisible();

  await passBoundary(await enter(await addAccount(database, { isPlatformAdmin: true })), sandbox);
  const instant = new Date(at.epochMilliseconds);
  const runs = await database.rows(
    `select p.status::text as status, p.activated_at as "from", p.ended_at as "to", p.end_reason::text as reason,
       c.name as payer, s.desired_version as commands
     from hub_package p join ajax_sim s on s.id = p.sim_id join reseller r on r.id = p.reseller_id
     join company c on c.id = r.company_id where p.hub_id = $1 order by p.activated_at`,
    [moving.key],
  );
  expect(runs).toMatchObject([
    { status: "INACTIVE", to: instant, reason: "MOVED", payer: sandbox.payer.name, commands: 1 },
    { status: "ACTIVE", from: instant, to: null, payer: second.name, commands: 1 },
  ]);
  expect(await packagesOf(database, staying)).toMatchObject([{ status: "ACTIVE", reseller: sandbox.payer.name }]);
  await page.goto(moving.paths.object);
  await expect(tile(page, "Activated")).toBeVisible();
  await reseller.reload();
  await expect(reseller.getByRole("region", { name: "Request" })).toContainText("0 to come, 1 moved");
});

test("a hub of an ending connection that moves never expires", async ({ database, enter }) => {
  test.slow();
  const { sandbox, second, hubs } = await setStage(database);
  const [hub] = hubs;
  const page = await enter(sandbox.owner);
  await page.goto(`/c/${sandbox.slug}/services/resellers/${sandbox.payer.connectionId}?confirm=end`);
  await popUp(page).getByRole("button", { name: "End connection" }).click();
  await expect(page.getByRole("region", { name: "The connection ends" })).toContainText("2 hubs run on it");
  await askFor(page, hub, second);
  const reseller = await enter(second.owner);
  await openRequest(reseller, second, sandbox);
  await reseller.getByRole("button", { name: "Approve" }).click();
  await expect(reseller.getByRole("region", { name: "Request" })).toContainText("1 to come");

  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await passBoundary(admin, sandbox);
  await page.goto(hub.paths.object);
  await expect(tile(page, "Activated")).toBeVisible();
  await page.goto(hubs[1].paths.object);
  await expect(tile(page, "Expires soon")).toBeVisible();
  await passBoundary(admin, sandbox);
  await page.goto(hubs[1].paths.object);
  await expect(tile(page, "Activation required")).toBeVisible();
  expect((await packagesOf(database, hub)).map(({ status, reseller: payer }) => [status, payer])).toEqual([
    ["INACTIVE", sandbox.payer.name],
    ["ACTIVE", second.name],
  ]);
});

test.describe("refusals of a move", () => {
  test.use({ expectedNoise: /status of 4\d\d/ });

  test("declining needs a reason, which the dealer reads; the hub may be asked for again", async ({
    database,
    enter,
  }) => {
    const { sandbox, second, hubs } = await setStage(database);
    const page = await enter(sandbox.owner);
    await askFor(page, hubs[0], second);
    const reseller = await enter(second.owner);
    await openRequest(reseller, second, sandbox);
    await reseller.getByRole("button", { name: "Decline" }).click();
    await expect(reseller.getByText("Write a reason. The dealer will read it.")).toBeVisible();
    await reseller.getByLabel("Reason").fill("We are full this month.");
    await reseller.getByRole("button", { name: "Decline" }).click();
    await expect(reseller.getByRole("region", { name: "Request" })).toContainText("We are full this month.");
    await page.goto(hubs[0].paths.package);
    await expect(page.getByRole("link", { name: "Move to another reseller" })).toBeVisible();
  });

  test("two colleagues at once: the second sees what was decided", async ({ database, enter }) => {
    const { sandbox, second, hubs } = await setStage(database);
    await askFor(await enter(sandbox.owner), hubs[0], second);
    const [one, two] = [await enter(second.owner), await enter(second.owner)];
    await deafen(two);
    await openRequest(one, second, sandbox);
    await openRequest(two, second, sandbox);
    await one.getByRole("button", { name: "Approve" }).click();
    await expect(one.getByRole("region", { name: "Request" })).toContainText("1 to come");
    await two.getByLabel("Reason").fill("No.");
    await two.getByRole("button", { name: "Decline" }).click();
    await expect(two.getByText(/^This request was approved at .* by /)).toBeVisible();
    await two.reload();
    await expect(two.getByRole("region", { name: "Request" })).toContainText("1 to come");
    await expect(two.getByRole("button", { name: "Decline" })).toHaveCount(0);
  });

  test("withdrawn by the dealer: nothing waits, and the hub stays", async ({ database, enter }) => {
    const { sandbox, second, hubs } = await setStage(database);
    const page = await enter(sandbox.owner);
    await askFor(page, hubs[0], second);
    await page.getByRole("button", { name: `Withdraw, 1 hub to ${second.name}` }).click();
    await expect(page.getByRole("region", { name: "Requests to move hubs" })).toHaveCount(0);
    const reseller = await enter(second.owner);
    await openRequest(reseller, second, sandbox);
    await expect(reseller.getByText("Called off").first()).toBeVisible();
    await expect(reseller.getByRole("button", { name: "Approve" })).toHaveCount(0);
  });

  test("a hub that is deactivated, and one that is asked for already, say why they stay", async ({
    database,
    enter,
  }) => {
    const { sandbox, second, hubs } = await setStage(database);
    const ending = await addHub(database, sandbox, { state: "EXPIRING" });
    const page = await enter(sandbox.owner);
    await askFor(page, hubs[0], second);
    await page.goto(`/c/${sandbox.slug}/services/move?hub=${hubs[0].hubId}`);
    await expect(
      page.getByText(`Your request to ${second.name} has been waiting since `).filter({ visible: true }).first(),
    ).toBeVisible();
    await page.goto(`/c/${sandbox.slug}/services/move?hub=${ending.hubId}`);
    await expect(page.getByText("Services already end on ").filter({ visible: true }).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Ask the reseller" })).toHaveAttribute("aria-disabled", "true");
  });

  test("none ticked: nothing can be asked", async ({ database, enter }) => {
    const { sandbox, second, hubs } = await setStage(database);
    const page = await enter(sandbox.owner);
    await page.goto(`/c/${sandbox.slug}/services/move?from=${sandbox.payer.connectionId}`);
    for (const { name, hubId } of hubs) await page.getByRole("checkbox", { name: `Move ${name}, ${hubId}` }).uncheck();
    await page.getByRole("button", { name: `Ask ${second.name}` }).click();
    await expect(page.getByText("No hub is ticked.")).toBeVisible();
    await expect(popUp(page)).toHaveCount(0);
  });
});
