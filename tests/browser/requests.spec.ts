import type { Page } from "playwright/test";
import { billingMonthOf, nextMonth } from "@/lib/domain/billing-month";
import {
  addOwnClock,
  addOwnCompany,
  addOwnReseller,
  addRequest,
  enroll,
  type OwnCompany,
  type OwnReseller,
} from "./support/companies";
import { readMail } from "./support/mails";
import { passMonth } from "./support/newcomers";
import { expect, test } from "./support/portal-test";
import { section, tile } from "./support/screens";
import { addAccount, addEmployee, addHub } from "./support/world";

const inbox = ({ slug }: OwnReseller) => `/r/${slug}/requests`;
const yours = ({ slug }: OwnCompany) => `/c/${slug}/services/resellers`;

/** Looks again until something is there: another company's act may still be on its way to the page. */
async function sees(page: Page, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** The lines of the talk about a request. */
const messages = (page: Page) => page.getByRole("log", { name: "Messages" }).getByRole("listitem");

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel("Write a message").fill(text);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(messages(page).last()).toContainText(text);
  await expect(page.getByLabel("Write a message")).toHaveValue("");
}

test("a dealer and a reseller in two windows, from Add reseller to an activated hub and its statement", async ({
  database,
  enter,
}) => {
  test.slow();
  const dealer = await addOwnCompany(database);
  await enroll(database, dealer);
  const reseller = await addOwnReseller(database);
  const clockName = await addOwnClock(database, [dealer, reseller]);
  const manager = await addEmployee(database, dealer, "SERVICE_MANAGER");
  const clerk = await addEmployee(database, reseller, "SERVICE_MANAGER");
  const hub = await addHub(database, dealer);
  const page = await enter(manager);
  const desk = await enter(clerk);

  await test.step("[M4.1] Log into your Company account.", async () => {
    await page.goto(`/c/${dealer.slug}/objects`);
    await expect(page.getByText(dealer.name).first()).toBeVisible();
  });
  await test.step("[M4.2] Go to the Services tab.", () => section(page, "Services").click());
  await test.step("[M4.3] Open the Your Resellers menu.", async () => {
    await page.getByRole("link", { name: "Your Resellers", exact: true }).first().click();
    await expect(page.getByText("No reseller yet")).toBeVisible();
  });
  await test.step("[M4.4] Click Add reseller, select your country, and choose the reseller.", async () => {
    await page.getByRole("link", { name: "Add reseller" }).first().click();
    await expect(page.getByLabel("Country")).toHaveValue("DE");
    await page.getByLabel("Search by name").fill(reseller.name.slice(0, -1));
    const row = page.getByRole("link", { name: new RegExp(`^${reseller.name}`) });
    await expect(page.getByRole("listitem")).toHaveCount(1);
    await row.click();
    const card = page.getByRole("region", { name: reseller.name });
    await expect(card).toContainText("Germany");
    await expect(card).toContainText(reseller.requestEmail);
    await expect(card).toContainText("It has not answered a request yet");
    await page.getByLabel("Message (optional)").fill("Forty hubs in Köln and Bonn.");
    await page.getByRole("button", { name: "Send request" }).click();
  });
  await test.step("[M4.5] You will see the request you have sent at the top of the list.", async () => {
    await expect(page.getByText("The request is sent.")).toBeVisible();
    const top = page.getByRole("row").filter({ has: page.getByRole("link", { name: reseller.name }) });
    await expect(top).toContainText("Waiting");
    await expect(top).toContainText(`by ${manager.name}`);
    await expect(top).toContainText(/in (89|90) days/);
    await expect(top.getByRole("button", { name: "Remind" })).toBeVisible();
  });

  await test.step("[INB-1] The reseller finds it in its inbox, with the dealer's data and the message.", async () => {
    await desk.goto(inbox(reseller));
    await expect(desk.getByText("1 request waits.")).toBeVisible();
    await desk.getByRole("link", { name: new RegExp(`^${dealer.name}`) }).click();
    await expect(desk).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
    const who = desk.getByRole("region", { name: dealer.name, exact: true });
    await expect(who).toContainText("installation company, Berlin, Germany");
    await expect(who).toContainText(dealer.owner.email);
    await expect(who).toContainText("Hanna Krug");
    await expect(who).toContainText("40");
    await expect(messages(desk)).toHaveText(/Forty hubs in Köln and Bonn/);
  });
  await test.step("[F14] Both write while the request waits, and each reads the other.", async () => {
    await write(desk, "Who maintains your hubs at night?");
    await page.getByRole("link", { name: reseller.name }).first().click();
    await expect(messages(page).last()).toContainText("Who maintains your hubs at night?");
    await write(page, "Two of us, in turns.");
    await sees(desk, "Two of us, in turns.");
  });
  await test.step("[M4.6] The reseller approves, knowing what it takes on; the focus moves to what is next.", async () => {
    await expect(desk.getByText("You owe Ajax €2.00 for each account and month (full month)")).toBeVisible();
    await desk.getByLabel("Dealer number (optional)").fill("D-17");
    await desk.getByLabel("Free trial days").fill("7");
    await desk.getByLabel("Dealer fee a month (optional)").fill("3,20");
    await desk.getByRole("button", { name: "Approve" }).click();
    await expect(desk.getByText("Approved. The dealer can activate on your name from now on.")).toBeVisible();
    await expect(desk.getByRole("heading", { name: "Waiting" })).toBeFocused();
    await expect(desk.getByText("No request waits", { exact: true })).toBeVisible();
  });
  await test.step("[M4.6] The dealer sees who approved, and the terms; the talk is closed.", async () => {
    await sees(page, "Connected");
    await expect(page.getByText("D-17", { exact: true })).toBeVisible();
    await expect(page.getByText("7 days from a hub’s first report")).toBeVisible();
    await expect(page.getByText("The talk is closed")).toBeVisible();
    await expect(page.getByText(new RegExp(`Approved .* by ${clerk.name}`))).toBeVisible();
  });
  await test.step("[M4.7] Once the request is approved, you can start activating Ajax Services.", async () => {
    await page.goto(hub.paths.package);
    await expect(page.getByRole("radio", { name: new RegExp(`^${reseller.name}`) })).toBeChecked();
    await page.getByRole("button", { name: "Activate", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Activate", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
    await page.goto(hub.paths.object);
    await expect(tile(page, "Activated").or(tile(page, "Activating")).first()).toBeVisible();
  });

  await test.step("[J15.3] The statement of next month, past the trial, is closed with the hub and its fee.", async () => {
    const { at } = await database.row<{ at: Date }>("select activated_at as at from hub_package where hub_id = $1", [
      hub.key,
    ]);
    const activated = Temporal.Instant.fromEpochMilliseconds(at.getTime());
    const month = nextMonth(billingMonthOf(activated, dealer.timeZone));
    const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
    await passMonth(admin, clockName, dealer.timeZone);
    await passMonth(admin, clockName, dealer.timeZone);
    await desk.goto(`/r/${reseller.slug}/statements/${month}?view=accounts`);
    await expect(desk.getByText(/, closed /)).toBeVisible();
    const line = desk.getByRole("table", { name: "Accounts of the statement" }).getByRole("row");
    await expect(line.filter({ hasText: hub.hubId })).toContainText("€2.00");
    await page.goto(hub.paths.object);
    await expect(tile(page, "Activated")).toBeVisible();
  });
});

test("[M4.4.1] Invite by email: an exact match, and an address that becomes a reseller's", async ({
  database,
  enter,
}) => {
  const dealer = await addOwnCompany(database);
  await enroll(database, dealer);
  const known = await addOwnReseller(database, ["UA"]);
  const later = await addOwnCompany(database, { kind: "MONITORING" });
  const address = `desk@${later.slug}.example`;
  const page = await enter(dealer.owner);

  await test.step("[RSL-1] No hit keeps the term for Invite by email.", async () => {
    await page.goto(`${yours(dealer)}/add`);
    await page.getByLabel("Search by name").fill(known.requestEmail);
    await expect(page.getByText(`No reseller by the name “${known.requestEmail}”`)).toBeVisible();
    await page.getByRole("link", { name: "Invite by email" }).click();
  });
  await test.step("[M4.4.1] Enter the email of the reseller company.", async () => {
    await expect(page.getByLabel("Email of the reseller company")).toHaveValue(known.requestEmail);
    await page.getByRole("button", { name: "Show details" }).click();
  });
  await test.step("[M4.4.2] Information about the reseller found by email is displayed.", async () => {
    const card = page.getByRole("region", { name: known.name });
    await expect(card).toContainText("Ukraine");
    await expect(card).toContainText("This reseller does not serve Germany. You can ask nevertheless.");
  });
  await test.step("[M4.4.3] Click the Send request button.", async () => {
    await page.getByRole("button", { name: "Send request" }).click();
    await expect(page.getByText("The request is sent.")).toBeVisible();
    await expect(page.getByRole("row", { name: new RegExp(known.name) })).toContainText("Waiting");
  });

  await test.step("[M4.4.2] An address no reseller uses shows only itself and what will happen.", async () => {
    await page.goto(`${yours(dealer)}/invite`);
    await page.getByLabel("Email of the reseller company").fill(address);
    await page.getByRole("button", { name: "Show details" }).click();
    const card = page.getByRole("region", { name: address });
    await expect(card).toContainText("No reseller of the portal uses this address yet.");
    await expect(card).not.toContainText(later.name);
    await page.getByLabel("Message (optional)").fill("Will you take us?");
  });
  await test.step("[M4.4.3] The invitation stands on top, with its end and Withdraw.", async () => {
    await page.getByRole("button", { name: "Send request" }).click();
    await expect(page.getByText("The invitation is sent.")).toBeVisible();
    const top = page
      .getByRole("row")
      .filter({ has: page.getByRole("cell") })
      .first();
    await expect(top).toContainText(address);
    await expect(top).toContainText("Invited");
    await expect(top.getByRole("button", { name: "Withdraw" })).toBeVisible();
    const mail = await readMail(page, { to: address, subject: /would like to work with you/ });
    expect(mail).toContain(dealer.name);
  });
  await test.step("[RSL-2] The same address cannot be invited twice.", async () => {
    await page.goto(`${yours(dealer)}/invite?email=${address}`);
    await expect(page.getByText(`Your request to ${address} has been waiting since`)).toBeVisible();
    await expect(page.getByRole("button", { name: "Send request" })).toHaveAttribute("aria-disabled", "true");
  });
  await test.step("The platform makes its company a reseller, and the request waits there.", async () => {
    await database.write([["update company set email = $2 where id = $1", [later.id, address]]]);
    const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
    await admin.goto("/admin/resellers/new");
    await admin.getByLabel("Name or email of the company").fill(address);
    await admin.getByRole("button", { name: "Search" }).click();
    await admin.getByRole("link", { name: new RegExp(later.name) }).click();
    await expect(admin.getByRole("checkbox", { name: "Germany" })).toBeChecked();
    await admin.getByLabel("Fee for an account and month").fill("2.10");
    await admin.getByLabel("Reason").fill("Contract 7");
    await admin.getByRole("button", { name: "Make it a reseller" }).click();
    await expect(admin.getByText(`${later.name} is a reseller now.`)).toBeVisible();

    await page.goto(yours(dealer));
    await expect(page.getByRole("row", { name: new RegExp(later.name) })).toContainText("Waiting");
    await expect(page.getByText(address)).toHaveCount(0);
    const desk = await enter(later.owner);
    await desk.goto(`/r/${later.slug}/requests`);
    await desk.getByRole("link", { name: new RegExp(`^${dealer.name}`) }).click();
    await expect(messages(desk)).toHaveText(/Will you take us\?/);
  });
});

test("[RSL-3] Remind, withdraw, ask again", async ({ database, enter }) => {
  const dealer = await addOwnCompany(database);
  await enroll(database, dealer);
  const reseller = await addOwnReseller(database);
  const requestId = await addRequest(database, { dealer, reseller, daysAgo: 10 });
  const page = await enter(dealer.owner);
  await page.goto(yours(dealer));
  await page.getByRole("button", { name: "Remind" }).click();
  await expect(page.getByText("The reseller is reminded by mail.")).toBeVisible();
  await expect(page.getByText(/^Remind again from/)).toBeVisible();
  await page.goto(yours(dealer));
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("The request is taken back.")).toBeVisible();
  await page.getByRole("link", { name: "Ask again" }).click();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("The request is sent.")).toBeVisible();
  await page.goto(`${yours(dealer)}/${requestId}`);
  const past = page.getByRole("region", { name: "Requests" }).getByRole("listitem");
  await expect(past).toHaveCount(2);
  await expect(past.first()).toContainText("Waiting");
  await expect(past.last()).toContainText("Withdrawn");
});
