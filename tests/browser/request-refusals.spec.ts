import type { Locator, Page } from "playwright/test";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import {
  addOwnCompany,
  addOwnReseller,
  addRequest,
  enroll,
  makeDealer,
  type OwnCompany,
  type OwnReseller,
} from "./support/companies";
import type { Database } from "./support/database";
import { deafen } from "./support/live";
import { expect, test } from "./support/portal-test";
import { addAccount, addEmployee } from "./support/world";

const yours = ({ slug }: OwnCompany) => `/c/${slug}/services/resellers`;
const choose = (dealer: OwnCompany, { resellerId }: OwnReseller) => `${yours(dealer)}/add?reseller=${resellerId}`;

async function addDealer(database: Database): Promise<OwnCompany> {
  const dealer = await addOwnCompany(database);
  await enroll(database, dealer);
  return dealer;
}

async function declare(database: Database, requestId: string, set: string): Promise<void> {
  await database.write([[`update connection_request set version = version + 1, ${set} where id = $1`, [requestId]]]);
}

test.describe("what stands in the way is told before the button, and again after it", () => {
  test("[J6] a request that waits, a connection, a decline: the reason, and the way there", async ({
    database,
    enter,
  }) => {
    const dealer = await addDealer(database);
    const [waiting, declined, connected] = [
      await addOwnReseller(database),
      await addOwnReseller(database),
      await addOwnReseller(database),
    ];
    const requestId = await addRequest(database, { dealer, reseller: waiting });
    const past = await addRequest(database, { dealer, reseller: declined, daysAgo: 2 });
    const decided = "decided_at = now() - interval '2 hours', closed_at = now() - interval '2 hours'";
    await declare(database, past, `status = 'DECLINED', reason = 'Not our region.', ${decided}`);
    await makeDealerOf(database, dealer, connected);
    const page = await enter(dealer.owner);

    await page.goto(choose(dealer, waiting));
    await expect(page.getByText(`Your request to ${waiting.name} has been waiting since`)).toBeVisible();
    await expect(page.getByRole("button", { name: "Send request" })).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("link", { name: "Open it" }).click();
    await expect(page).toHaveURL(`${yours(dealer)}/${requestId}`);

    await page.goto(choose(dealer, connected));
    await expect(page.getByText(`You are already connected to ${connected.name} since`)).toBeVisible();

    await page.goto(choose(dealer, declined));
    await expect(page.getByText(`${declined.name} declined on`)).toBeVisible();
    await expect(page.getByText(/Ask again from .* or sooner if they reopen\./)).toBeVisible();

    await page.goto(`${yours(dealer)}/add`);
    for (const [reseller, word] of [
      [waiting, "Waiting"],
      [declined, "Declined"],
      [connected, "Connected"],
    ] as const) {
      await expect(page.getByRole("link", { name: new RegExp(`^${reseller.name}`) })).toContainText(word);
    }
  });

  test("[J6] a closed reseller, the company itself, and a company that is no dealer", async ({ database, enter }) => {
    const dealer = await addDealer(database);
    const closed = await addOwnReseller(database);
    const desk = await enter(closed.owner);
    await test.step("[J15.4] its owner takes no new requests", async () => {
      await desk.goto(`/r/${closed.slug}/requests`);
      await desk.getByRole("link", { name: "Countries and new requests" }).click();
      await expect(desk.getByRole("checkbox", { name: "Germany" })).toBeChecked();
      await desk.getByRole("checkbox", { name: "Take new requests" }).uncheck();
      await desk.getByRole("button", { name: "Save" }).click();
      await expect(desk.getByText("Saved. Dealers see it from now on.")).toBeVisible();
    });
    const page = await enter(dealer.owner);
    await page.goto(choose(dealer, closed));
    await expect(page.getByText(`${closed.name} takes no new requests.`)).toBeVisible();

    const both = await addOwnReseller(database);
    await enroll(database, both);
    const own = await enter(both.owner);
    await own.goto(`${yours(both)}/invite?email=${both.requestEmail}`);
    await expect(own.getByText("A company cannot be its own reseller.")).toBeVisible();
    await expect(own.getByRole("button", { name: "Send request" })).toHaveAttribute("aria-disabled", "true");

    const outsider = await addOwnCompany(database);
    const other = await enter(outsider.owner);
    await other.goto(choose(outsider, closed));
    await expect(other.getByText(`${outsider.name} is not a dealer yet.`)).toBeVisible();
    await expect(other.getByRole("link", { name: "Services settings" }).first()).toBeVisible();
  });

  test("[J6] a form drawn before the other side acted is refused with the same sentence", async ({
    database,
    enter,
  }) => {
    const dealer = await addDealer(database);
    const reseller = await addOwnReseller(database);
    const page = await enter(dealer.owner);
    await page.goto(choose(dealer, reseller));
    await page.getByLabel("Message (optional)").fill("Shops in Bonn.");
    await addRequest(database, { dealer, reseller });
    await page.getByRole("button", { name: "Send request" }).click();
    await expect(page.getByText(`Your request to ${reseller.name} has been waiting since`).first()).toBeVisible();

    const closing = await addOwnReseller(database);
    await page.goto(choose(dealer, closing));
    await database.write([["update reseller set takes_requests = false where id = $1", [closing.resellerId]]]);
    await page.getByRole("button", { name: "Send request" }).click();
    await expect(page.getByText(`${closing.name} takes no new requests.`).first()).toBeVisible();
  });

  test("[J6] a request decided meanwhile is neither taken back nor recalled: who decided, and when", async ({
    database,
    enter,
  }) => {
    const dealer = await addDealer(database);
    const reseller = await addOwnReseller(database);
    const requestId = await addRequest(database, { dealer, reseller });
    const page = await enter(dealer.owner);
    await page.goto(`${yours(dealer)}/${requestId}`);
    const decided = `decided_at = now(), closed_at = now(), decided_by_id = '${reseller.owner.id}', reason = 'Full.'`;
    await declare(database, requestId, `status = 'DECLINED', ${decided}`);
    await page.getByRole("button", { name: "Withdraw" }).click();
    const sentence = new RegExp(`This request was declined at .* by ${reseller.owner.name}`);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(sentence);
    const told = page.getByRole("region", { name: "Your request was declined" });
    await expect(told).toContainText(`by ${reseller.owner.name}`);
    await expect(told).toContainText("Full.");
    await expect(page.getByRole("button", { name: "Withdraw" })).toHaveCount(0);

    const other = await addOwnReseller(database);
    const approvedId = await addRequest(database, { dealer, reseller: other });
    await page.goto(yours(dealer));
    await declare(database, approvedId, `status = 'APPROVED', decided_at = now(), decided_by_id = '${other.owner.id}'`);
    await page.getByRole("row").filter({ hasText: other.name }).getByRole("button", { name: "Remind" }).click();
    const late = page.getByRole("main").getByRole("alert");
    await expect(late).toContainText(other.name);
    await expect(late).toContainText(new RegExp(`This request was approved at .* by ${other.owner.name}`));
  });
});

test.describe("bad input", () => {
  test.use({ expectedNoise: /status of 404/ });

  test("an unknown country, a word that is no address, a stranger's request", async ({ database, enter }) => {
    const dealer = await addDealer(database);
    const reseller = await addOwnReseller(database);
    const page = await enter(dealer.owner);
    await page.goto(`${yours(dealer)}/add?country=Atlantis`);
    await expect(page.getByText("This address names a country nobody knows.")).toBeVisible();
    await expect(page.getByLabel("Country")).toHaveValue("DE");

    await page.goto(`${yours(dealer)}/invite`);
    await page.getByLabel("Email of the reseller company").fill("nobody at all");
    await page.getByRole("button", { name: "Show details" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("There is a problem");
    await expect(page.getByLabel("Email of the reseller company")).toHaveValue("nobody at all");

    const stranger = await addDealer(database);
    const requestId = await addRequest(database, { dealer: stranger, reseller });
    for (const path of [`${yours(dealer)}/${requestId}`, `${yours(dealer)}/nonsense`, `/r/${reseller.slug}/requests`]) {
      expect((await page.goto(path))?.status(), path).toBe(404);
    }
    const other = await addOwnReseller(database);
    const desk = await enter(other.owner);
    expect((await desk.goto(`/r/${other.slug}/requests/${requestId}`))?.status()).toBe(404);
  });
});

test.describe("deciding", () => {
  test("[INB-2] a number that is taken, a decline without a reason, and the focus on the next", async ({
    database,
    enter,
  }) => {
    const reseller = await addOwnReseller(database);
    const [first, second, third] = [await addDealer(database), await addDealer(database), await addDealer(database)];
    await makeDealerOf(database, first, reseller, "17");
    await addRequest(database, { dealer: second, reseller, daysAgo: 9 });
    await addRequest(database, { dealer: third, reseller, daysAgo: 3 });
    const desk = await enter(reseller.owner);

    await desk.goto(`/r/${reseller.slug}/requests`);
    const rows = desk.getByRole("list", { name: "Waiting" }).getByRole("listitem");
    await expect(rows.first()).toContainText(second.name);
    await expect(rows.first()).toContainText("9 days");
    await expect(rows.last()).toContainText(third.name);
    await desk.getByRole("link", { name: new RegExp(`^${second.name}`) }).click();
    await expect(desk).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);

    await desk.getByLabel("Dealer number (optional)").fill("17");
    await desk.getByLabel("Dealer fee a month (optional)").fill("3.20");
    await desk.getByRole("button", { name: "Approve" }).click();
    await expect(desk.getByText(`${first.name} already has number 17.`)).toBeVisible();
    await expect(desk.getByLabel("Dealer fee a month (optional)")).toHaveValue("3.20");
    await desk.getByLabel("Dealer fee a month (optional)").fill("a lot");
    await desk.getByRole("button", { name: "Approve" }).click();
    await expect(desk.getByRole("alert").filter({ hasText: "There is a problem" })).toBeVisible();

    await desk.getByText("Decline, with a reason").click();
    await desk.getByRole("button", { name: "Decline", exact: true }).click();
    await expect(desk.getByText("Write a reason. The dealer will read it.")).toBeVisible();
    await desk.getByLabel("Reason").fill("We serve the north only.");
    await desk.getByRole("button", { name: "Decline", exact: true }).click();
    await expect(desk.getByText("Declined. The dealer reads your reason.")).toBeVisible();
    await expect(desk.getByText("1 request waits.")).toBeVisible();

    const page = await enter(second.owner);
    await page.goto(yours(second));
    await expect(page.getByText("Reason: We serve the north only.")).toBeVisible();
    await expect(page.getByText(/^Ask again from/)).toBeVisible();
  });

  test("[INB-1] one decides beside the list, on a phone from its row, and the focus moves to the next", async ({
    database,
    enter,
    isMobile,
  }) => {
    const reseller = await addOwnReseller(database);
    const [second, third] = [await addDealer(database), await addDealer(database)];
    await addRequest(database, { dealer: second, reseller, daysAgo: 9 });
    await addRequest(database, { dealer: third, reseller, daysAgo: 3 });
    const desk = await enter(reseller.owner);
    // The page's script is there once it asks for news: a row that is pressed before loads a page of its own. The page
    // that signing in led to asks too, so it is left first.
    await desk.goto("about:blank");
    const listens = desk.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
    await desk.goto(`/r/${reseller.slug}/requests`);
    await listens;
    const row = ({ name }: OwnCompany) => desk.getByRole("link", { name: new RegExp(`^${name}`) });
    if (isMobile) await row(second).click();
    else await typeWhileTheRowArrives(desk, row(second));
    await expect(desk.getByText(`Next: ${third.name}`)).toBeVisible();
    await desk.getByRole("button", { name: "Approve" }).click();
    const next = isMobile ? row(third) : desk.getByRole("heading", { name: third.name, exact: true });
    await expect(next).toBeFocused();
  });

  test("[INB-3] the second of two colleagues sees who decided, when and how; a withdrawn request cannot be decided", async ({
    database,
    enter,
  }) => {
    const reseller = await addOwnReseller(database);
    const clerk = await addEmployee(database, reseller, "SERVICE_MANAGER");
    const dealer = await addDealer(database);
    const requestId = await addRequest(database, { dealer, reseller });
    const [one, two] = [await enter(reseller.owner), await enter(clerk)];
    const path = `/r/${reseller.slug}/requests/${requestId}`;
    // The second window does not hear of the first one's act in time, and shows what it showed.
    await deafen(two);
    await one.goto(path);
    await two.goto(path);
    await one.getByRole("button", { name: "Approve" }).click();
    await expect(one.getByText("Approved. The dealer can activate")).toBeVisible();
    await two.getByRole("button", { name: "Approve" }).click();
    await expect(
      two.getByText(new RegExp(`This request was approved at .* by ${reseller.owner.name}`)).first(),
    ).toBeVisible();
    await expect(two.getByRole("button", { name: "Approve" })).toHaveCount(0);
    await two.reload();
    await expect(two.getByRole("region", { name: "Approved" })).toContainText(`by ${reseller.owner.name}`);

    const other = await addDealer(database);
    const taken = await addRequest(database, { dealer: other, reseller });
    await two.goto(`/r/${reseller.slug}/requests/${taken}`);
    const gone = `decided_at = now(), closed_at = now(), decided_by_id = '${other.owner.id}'`;
    await declare(database, taken, `status = 'WITHDRAWN', ${gone}`);
    await two.getByRole("button", { name: "Approve" }).click();
    await expect(two.getByText(new RegExp(`This request was withdrawn at .* by ${other.owner.name}`))).toBeVisible();
  });

  test("[J7] reopening lets the dealer ask at once; past 90 days a request reads Expired", async ({
    database,
    enter,
  }) => {
    const reseller = await addOwnReseller(database);
    const dealer = await addDealer(database);
    const requestId = await addRequest(database, { dealer, reseller, daysAgo: 1 });
    await declare(database, requestId, "status = 'DECLINED', decided_at = now(), closed_at = now(), reason = 'Later.'");
    const desk = await enter(reseller.owner);
    await desk.goto(`/r/${reseller.slug}/requests?show=decided`);
    await desk.getByRole("link", { name: new RegExp(`^${dealer.name}`) }).click();
    await desk.getByRole("button", { name: "Reopen" }).click();
    await expect(desk.getByText("Reopened: the dealer may ask again.")).toBeVisible();
    const page = await enter(dealer.owner);
    await page.goto(yours(dealer));
    await page.getByRole("link", { name: "Ask again" }).click();
    await page.getByRole("button", { name: "Send request" }).click();
    await expect(page.getByText("The request is sent.")).toBeVisible();

    const late = await addDealer(database);
    const old = await addRequest(database, { dealer: late, reseller, daysAgo: 90 });
    await desk.goto(`/r/${reseller.slug}/requests/${old}`);
    await expect(desk.getByText("Expired").filter({ visible: true }).first()).toBeVisible();
    await expect(desk.getByRole("button", { name: "Approve" })).toHaveCount(0);
  });
});

test("[ALL-4] every screen of a request is accessible", async ({ database, enter }) => {
  test.slow();
  const dealer = await addDealer(database);
  const [reseller, other] = [await addOwnReseller(database), await addOwnReseller(database)];
  const requestId = await addRequest(database, { dealer, reseller, daysAgo: 3 });
  await makeDealer(database, await addOwnCompany(database));
  const page = await enter(dealer.owner);
  for (const path of ["", "/add", `/add?reseller=${other.resellerId}`, `/add?reseller=${reseller.resellerId}`]) {
    await expectAccessible(page, `${yours(dealer)}${path}`);
  }
  for (const path of ["/add?q=nobody", "/invite?q=Watch", "/invite?email=a@b.example", `/${requestId}?done=sent`]) {
    await expectAccessible(page, `${yours(dealer)}${path}`);
  }
  const desk = await enter(reseller.owner);
  await expectAccessible(desk, `/r/${reseller.slug}/requests`);
  await expectAccessible(desk, `/r/${reseller.slug}/requests?show=decided`);
  await expectAccessible(desk, `/r/${reseller.slug}/requests/${requestId}`);
  await desk.getByText("Decline, with a reason").click();
  await desk.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(desk.getByText("Write a reason.")).toBeVisible();
  await expectNoViolations(desk, "a decline without a reason");
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await expectAccessible(admin, "/admin/resellers");
  await expectAccessible(admin, `/admin/resellers/new?company=${dealer.id}`);
  await expectAccessible(admin, `/admin/resellers/${other.resellerId}?edit=profile`);
  await expectAccessible(admin, `/admin/resellers/${other.resellerId}?edit=terms`);
});

/** Types into the form beside the inbox while the page of its own row is on the way; nothing of it is lost (FRM-3). */
async function typeWhileTheRowArrives(desk: Page, row: Locator): Promise<void> {
  const way = Promise.withResolvers<void>();
  await desk.route(/\/requests\/[0-9a-f-]{36}\?/, async (route) => {
    await way.promise;
    await route.continue();
  });
  await row.click();
  await desk.getByLabel("Dealer number (optional)").fill("42");
  await desk.getByLabel("Write a message").fill("Which town?");
  way.resolve();
  await expect(desk).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  await expect(desk.getByLabel("Write a message")).toBeFocused();
  await expect(desk.getByLabel("Write a message")).toHaveValue("Which town?");
  await expect(desk.getByLabel("Dealer number (optional)")).toHaveValue("42");
}

/** Connects a dealer to a reseller, as an approved request would have. */
async function makeDealerOf(
  database: Database,
  dealer: OwnCompany,
  reseller: OwnReseller,
  number: string | null = null,
) {
  const requestId = await addRequest(database, { dealer, reseller, daysAgo: 5 });
  await declare(database, requestId, `status = 'APPROVED', decided_at = now(), decided_by_id = '${reseller.owner.id}'`);
  await database.write([
    [
      `insert into reseller_connection (id, company_id, reseller_id, request_id, dealer_number, opened_at)
       select gen_random_uuid(), company_id, reseller_id, id, $2, now() from connection_request where id = $1`,
      [requestId, number],
    ],
  ]);
}
