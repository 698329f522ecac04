import type { Page } from "playwright/test";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { formatInstant } from "@/lib/i18n/format";
import { expectNoViolations } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addPayer, addSandbox, type Payer, type Sandbox } from "./support/sandbox";
import { popUp, tile } from "./support/screens";
import { addEmployee, addHub, packagesOf } from "./support/world";

const timeZone = "Europe/Kyiv";

const dealersPage = (sandbox: Sandbox, payer: Payer = sandbox.payer) =>
  `/c/${sandbox.slug}/services/resellers/${payer.connectionId}`;
const resellersPage = ({ payer }: Sandbox) => `/r/${payer.slug}/dealers/${payer.connectionId}`;

/** The earliest end while hubs run: the close of the next calendar month. */
function endOfNextMonth(): Temporal.Instant {
  return startOfNextMonth(startOfNextMonth(Temporal.Now.instant(), timeZone), timeZone);
}

const words = (at: Temporal.Instant) => formatInstant(at.toString(), { locale: "en", timeZone });

async function openEnd(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "End connection", exact: true }).click();
  await expect(popUp(page)).toBeVisible();
}

async function confirm(page: Page, verb: string): Promise<void> {
  await popUp(page).getByRole("button", { name: verb, exact: true }).click();
}

test("the end of a connection: its hubs expire with it, and whoever asked for the end may keep it", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, timeZone);
  const hub = await addHub(database, sandbox, { state: "ACTIVE" });
  const end = endOfNextMonth();
  const page = await enter(sandbox.owner);

  await openEnd(page, dealersPage(sandbox));
  await expect(popUp(page)).toHaveAccessibleName(`End the connection with ${sandbox.payer.name}?`);
  await expect(popUp(page)).toContainText(`1 hub on ${words(end)}.`);
  await expect(popUp(page)).toContainText(`${sandbox.payer.name} pays Ajax until each hub goes off`);
  await expectNoViolations(page, "the pop-up that ends a connection");
  await confirm(page, "End connection");
  const panel = page.getByRole("region", { name: "The connection ends" });
  await expect(panel).toContainText(words(end));
  await expect(panel).toContainText("1 hub runs on it");
  await expectNoViolations(page, "a connection that ends");
  expect(await packagesOf(database, hub)).toMatchObject([
    { status: "EXPIRING", expiresAt: new Date(end.epochMilliseconds), desired: "ENABLED" },
  ]);

  await page.goto(hub.paths.object);
  await expect(tile(page, "Expires soon")).toBeVisible();
  const reseller = await enter(sandbox.payer.owner);
  await reseller.goto(resellersPage(sandbox));
  const theirs = reseller.getByRole("region", { name: "The connection ends" });
  await expect(theirs).toContainText(words(end));
  await expect(theirs.getByRole("link", { name: "Keep connection" })).toHaveCount(0);
  await expect(theirs).toContainText(`The Company owner of ${sandbox.name} can keep the connection until then.`);

  await page.goto(dealersPage(sandbox));
  await page.getByRole("link", { name: "Keep connection" }).click();
  await confirm(page, "Keep connection");
  await expect(page.getByRole("region", { name: "End of the connection" })).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", expiresAt: null }]);
});

test("the reseller's owner ends a connection from the dealer's page", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, timeZone);
  const hub = await addHub(database, sandbox, { state: "ACTIVE" });
  const reseller = await enter(sandbox.payer.owner);
  await openEnd(reseller, resellersPage(sandbox));
  await confirm(reseller, "End connection");
  await expect(reseller.getByRole("region", { name: "The connection ends" })).toContainText("1 hub runs on it");
  await expectNoViolations(reseller, "the dealer's page of a connection that ends");
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "EXPIRING" }]);

  const dealer = await enter(sandbox.owner);
  await dealer.goto(dealersPage(sandbox));
  await expect(dealer.getByRole("link", { name: "Keep connection" })).toHaveCount(0);
  await expect(dealer.getByRole("link", { name: "Move hubs to another reseller" })).toBeVisible();
});

test("a manager proposes the end to the own owner, who may set it aside or follow it", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, timeZone);
  await addHub(database, sandbox, { state: "ACTIVE" });
  const manager = await addEmployee(database, sandbox, "SERVICE_MANAGER");
  const page = await enter(manager);
  await page.goto(dealersPage(sandbox));
  await page.getByRole("button", { name: "Propose end", exact: true }).click();
  await confirm(page, "Propose end");
  const proposed = `${manager.name} proposes to end the connection on ${words(endOfNextMonth())}.`;
  await expect(page.getByText(proposed)).toBeVisible();

  const owner = await enter(sandbox.owner);
  await owner.goto(dealersPage(sandbox));
  await expect(owner.getByText(proposed)).toBeVisible();
  const reseller = await enter(sandbox.payer.owner);
  await reseller.goto(resellersPage(sandbox));
  await expect(reseller.getByText(proposed)).toHaveCount(0);
  await owner.getByRole("button", { name: "Set aside" }).click();
  await expect(owner.getByText(proposed)).toHaveCount(0);
});

test("nothing runs on a connection: it ends at once, and a stale page is told so", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, timeZone);
  const page = await enter(sandbox.owner);
  await page.goto(dealersPage(sandbox));
  await page.getByRole("link", { name: "End now" }).click();
  await expect(popUp(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  await confirm(page, "End now");
  await expect(page.getByRole("region", { name: "End of the connection" })).toHaveCount(0);
  const { state } = await database.row<{ state: string }>(
    "select state::text as state from reseller_connection where id = $1",
    [sandbox.payer.connectionId],
  );
  expect(state).toBe("CLOSED");
});

test.describe("refusals of an end", () => {
  test.use({ expectedNoise: /status of 4\d\d/ });

  test("hubs began to run since the page was drawn: it cannot end at once", async ({ database, enter }) => {
    const sandbox = await addSandbox(database, timeZone);
    const page = await enter(sandbox.owner);
    await page.goto(`${dealersPage(sandbox)}?confirm=end-now`);
    await expect(popUp(page)).toBeVisible();
    await addHub(database, sandbox, { state: "ACTIVE" });
    await confirm(page, "End now");
    await expect(popUp(page).getByRole("alert")).toContainText("1 hub still runs on this connection. Earliest end: ");
  });

  test("both owners end it at once: the second is told who did", async ({ database, enter }) => {
    const sandbox = await addSandbox(database, timeZone);
    await addHub(database, sandbox, { state: "ACTIVE" });
    const [page, reseller] = [await enter(sandbox.owner), await enter(sandbox.payer.owner)];
    await openEnd(page, dealersPage(sandbox));
    await openEnd(reseller, resellersPage(sandbox));
    await confirm(page, "End connection");
    await expect(page.getByRole("region", { name: "The connection ends" })).toBeVisible();
    const told = popUp(reseller).getByRole("alert");
    await expect(told).toContainText("This was changed meanwhile.");
    await popUp(reseller).getByRole("button", { name: "Look again" }).click();
    await confirm(reseller, "End connection");
    await expect(told).toContainText("This connection already ends on ");
  });
});

test("an ending connection takes no activation, nor a move", async ({ database, enter }) => {
  const sandbox = await addSandbox(database, timeZone);
  const second = await addPayer(database, sandbox, "Second");
  const [running, off] = [
    await addHub(database, sandbox, { state: "ACTIVE" }),
    await addHub(database, sandbox, { state: "OFF" }),
  ];
  const page = await enter(sandbox.owner);
  await openEnd(page, dealersPage(sandbox, second));
  await confirm(page, "End connection");
  await expect(page.getByRole("region", { name: "The connection ends" })).toBeVisible();

  await page.goto(off.paths.package);
  await expect(page.getByRole("radio", { name: second.name })).toHaveCount(0);
  await page.goto(`/c/${sandbox.slug}/services/move?hub=${running.hubId}`);
  await expect(page.getByRole("button", { name: "Ask the reseller" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("No other reseller is connected that takes anything new.")).toBeVisible();
});
