import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { readPdf } from "../support/pdf-text";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import type { Database } from "./support/database";
import { expect, test } from "./support/portal-test";
import { addAccount, type Company, findCompany } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** The reseller of the demo world that a dealer's services are billed to. */
async function payerOf(database: Database, dealer: Company): Promise<Company> {
  const { slug } = await database.row<{ slug: string }>(
    `select c.slug from reseller_connection n join reseller r on r.id = n.reseller_id join company c on c.id = r.company_id
     where n.company_id = $1 and n.state = 'OPEN' order by c.name limit 1`,
    [dealer.id],
  );
  return findCompany(database, slug);
}

type Closed = { month: string; reference: string; accounts: number };

/** The demo's worker closes the months that were over before the world began; this waits until it has closed one with accounts. */
async function lastClosed(database: Database, reseller: Company): Promise<Closed> {
  let found: Closed | undefined;
  await expect
    .poll(
      async () => {
        [found] = await database.rows<Closed>(
          `select s.month, s.reference, s.account_count as accounts from statement s join reseller r on r.id = s.reseller_id
           where r.company_id = $1 and s.account_count > 0 order by s.month desc limit 1`,
          [reseller.id],
        );
        return found !== undefined;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  if (!found) throw new Error("The wait ended without a statement.");
  return found;
}

test("a month from the payment history to the acts behind one of its lines", async ({
  database,
  dnipro,
  enter,
  staff,
}) => {
  const reseller = await payerOf(database, dnipro);
  const { month, reference } = await lastClosed(database, reseller);
  const home = `/r/${reseller.slug}/statements`;
  const page = await enter(await staff(reseller, "SERVICE_MANAGER"));

  await test.step("J15.3 Statements by month, the open one as it will be.", async () => {
    await expectAccessible(page, home);
    await expect(page.getByText(/^If nothing changes, .* is €/).first()).toBeVisible();
    await expect(page.getByRole("table", { name: "Statements by month" })).toContainText(reference);
    await expect(page.getByRole("table", { name: "Statements by month" })).toContainText("Open");
  });

  await test.step("The statement adds up over its dealers.", async () => {
    await expectAccessible(page, `${home}/${month}`);
    await expect(page.getByText(reference)).toBeVisible();
    await expect(page.getByRole("table", { name: "Dealers of the statement" })).toContainText("Total");
  });

  await test.step("Its accounts, one click from what made each line.", async () => {
    await expectAccessible(page, `${home}/${month}?view=accounts`);
    const lines = page.getByRole("table", { name: "Accounts of the statement" });
    const hub = lines.getByRole("row").nth(1).getByRole("link");
    const hubId = (await hub.innerText()).trim();
    await hub.click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(hubId);
    await expect(page.getByRole("heading", { name: "What made this line" }).first()).toBeVisible();
    await expectNoViolations(page, "the line's proof");
  });
});

test("a month without a statement answers with the months there are", async ({ database, dnipro, enter, staff }) => {
  const reseller = await payerOf(database, dnipro);
  const page = await enter(await staff(reseller, "SERVICE_MANAGER"));
  for (const month of ["2001-01", "2999-12", "soon"]) {
    await page.goto(`/r/${reseller.slug}/statements/${month}`);
    await expect(page.getByRole("heading", { name: "There is no statement of this month" })).toBeVisible();
    await expect(page.getByText(/^Choose a month from .* to .*\.$/)).toBeVisible();
  }
});

/** Reads the column of a CSV whose fields hold no line ends; the demo's do not. */
function columnOf(csv: string, name: string): string[] {
  const [head = "", ...lines] = csv.replace("\uFEFF", "").trimEnd().split("\r\n");
  const index = head.split(",").indexOf(name);
  return lines.map((line) => line.split(",")[index] ?? "");
}

test("page, CSV and PDF of a statement say the same", async ({ database, dnipro, enter, staff }) => {
  const reseller = await findCompany(database, "meridian");
  const { month, reference, accounts } = await lastClosed(database, reseller);
  const page = await enter(await staff(reseller, "SERVICE_MANAGER"));
  const here = `/r/${reseller.slug}/statements/${month}`;
  await page.goto(here);
  // Phones have the total above the list instead of below it.
  const all = { includeHidden: true };
  const total = page.getByRole("table", { name: "Dealers of the statement" }).getByRole("row", all).last();
  const fee = (await total.getByRole("cell", all).last().innerText()).trim();
  // Dnipro Guard and this reseller agree on fees outside: that is no amount of nothing.
  const own = page.getByRole("row").filter({ has: page.getByRole("link", { name: dnipro.name }) });
  await expect(own.getByRole("cell", all).nth(5)).toHaveText("–");

  const csv = await page.request.get(await addressOf(page, "CSV"));
  expect(csv.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  const fees = columnOf(await csv.text(), "fee_minor").map(Number);
  expect(fees).toHaveLength(accounts);
  const sum = fees.reduce((all, each) => all + each, 0);
  expect(new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }).format(sum / 100)).toBe(fee);

  for (const [name, width] of [
    ["PDF", 595],
    ["PDF, Letter", 612],
  ] as const) {
    const pdf = await page.request.get(await addressOf(page, name));
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    const { lines, sizes } = readPdf(await pdf.body());
    // A number beside letters is a run of its own.
    const text = lines.join("");
    expect(Math.round(sizes[0]?.width ?? 0)).toBe(width);
    expect(text).toContain(reference);
    expect(text).toContain("Total");
    expect(lines.filter((line) => line === fee).length).toBeGreaterThan(0);
    for (const hubId of columnOf(await csv.text(), "hub_id")) expect(text).toContain(hubId);
  }
});

async function addressOf(page: Page, name: string): Promise<string> {
  const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
  if (!href) throw new Error(`Nothing leads to ${name}.`);
  return href;
}

test("files that cannot be answer with a sentence, or with their status", async ({
  database,
  dnipro,
  sicura,
  enter,
  staff,
}) => {
  const reseller = await payerOf(database, dnipro);
  const { month } = await lastClosed(database, reseller);
  const page = await enter(await staff(reseller, "SERVICE_MANAGER"));
  const home = `/r/${reseller.slug}/statements`;
  await page.goto(home);
  for (const path of ["2999-12/export", "soon/export", "2999-12/pdf"]) {
    const refused = await page.request.get(`${home}/${path}`);
    expect(refused.status(), path).toBe(409);
    expect(await refused.text()).toMatch(/^Choose a month from \w+ \d{4} to \w+ \d{4}\.$/);
  }
  for (const [path, names] of [
    [`statements/${month}/export?dealer=Dnipro`, "dealer"],
    ["accounts/export?month=2026-13&last=soon", "month, last"],
  ] as const) {
    const refused = await page.request.get(`/r/${reseller.slug}/${path}`);
    expect(refused.status(), path).toBe(422);
    expect(await refused.text()).toContain(`its address cannot be read at ${names}.`);
  }
  const open = page.getByRole("row").filter({ hasText: "Open" }).getByRole("link").first();
  const document = await page.request.get(`${await open.getAttribute("href")}/pdf`);
  expect(document.status()).toBe(409);
  expect(await document.text()).toMatch(/ is not closed yet; it closes after /);

  const stranger = await enter(await staff(sicura, "SERVICE_MANAGER"));
  for (const file of ["export", "pdf"])
    expect((await stranger.request.get(`${home}/2026-10/${file}`)).status()).toBe(404);
});

test("the platform records a payment and a correction, and reads what the nightly comparison found", async ({
  database,
  enter,
  staff,
}, { project }) => {
  // A statement is paid once, so that each project has a reseller of its own.
  const reseller = await findCompany(database, project.name === "phone" ? "harbor" : "meridian");
  await lastClosed(database, reseller);
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  const [statement] = await database.rows<{ id: string; reference: string; month: string; hub: string }>(
    `select s.id, s.reference, s.month, l.hub_number as hub from statement s join reseller r on r.id = s.reseller_id
     join statement_line l on l.statement_id = s.id
     where r.company_id = $1 and s.status = 'CLOSED' and l.kind = 'ACCOUNT' order by s.month, l.hub_number limit 1`,
    [reseller.id],
  );
  if (!statement) throw new Error("The demo has closed statements.");

  await test.step("J16.1 Record payment demands a reason.", async () => {
    await expectAccessible(admin, `/admin/payments?pay=${statement.id}`);
    await admin.getByRole("button", { name: "Record payment" }).click();
    await expect(admin.getByRole("main").getByRole("alert")).toContainText("There is a problem");
    await admin.getByLabel("Reason").fill("Bank reference 4711");
    await admin.getByRole("button", { name: "Record payment" }).click();
    await expect(admin.getByText(`Saved for ${statement.reference}.`)).toBeVisible();
    await expect(admin.getByRole("row").filter({ hasText: statement.reference })).toContainText("Paid");
  });

  await test.step("A mistake becomes a line of the next statement.", async () => {
    await expectAccessible(admin, `/admin/payments?correct=${statement.id}`);
    await admin.getByLabel("Hub ID").fill(statement.hub);
    await admin.getByLabel("Amount in EUR").fill("-0.50");
    await admin.getByLabel("Reason").fill("Stopped on the 1st by telephone");
    await admin.getByRole("button", { name: "Correct", exact: true }).click();
    await expect(admin.getByText(`Saved for ${statement.reference}.`)).toBeVisible();
    const page = await enter(await staff(reseller, "SERVICE_MANAGER"));
    await page.goto(`/r/${reseller.slug}/statements`);
    const waiting = page.getByRole("table", { name: "Corrections that become lines of the next statement" });
    await expect(waiting.getByRole("row").filter({ hasText: statement.hub }).first()).toContainText(
      "Stopped on the 1st by telephone",
    );
    await page.goto(`/r/${reseller.slug}/statements/${statement.month}`);
    await expect(page.getByText(/paid \d/).first()).toBeVisible();
  });

  await test.step("A difference is told in words and money, in the reader's language.", async () => {
    const subject = `line:${randomUUID()}`;
    const facts = JSON.stringify({ billedFee: 200, fee: 0, billedDays: 3, days: 0 });
    await database.rows(
      `insert into difference (id, kind, subject, company_id, reseller_id, month, data, found_at, seen_at)
       select gen_random_uuid(), 'FEE_UNLIKE_RUNS', $1, company_id, id, $3, $4, now(), now() from reseller where company_id = $2`,
      [subject, reseller.id, statement.month, facts],
    );
    try {
      await expectAccessible(admin, "/admin/differences");
      // A comparison of the demo's first minutes of a day may tell of this reseller too.
      const words = "billed €2.00, the runs come to €0.00, 3 days billed, no day in the runs";
      const told = admin.getByRole("row").filter({ hasText: reseller.name }).filter({ hasText: words });
      await expect(told).toHaveCount(1);
      const beyond = await told
        .getByRole("cell")
        .evaluateAll((cells) => cells.map(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1));
      expect(beyond).not.toContain(true);

      const page = await enter(await staff(reseller, "SERVICE_MANAGER"));
      await expectAccessible(page, `/r/${reseller.slug}/statements/differences`);
      await expect(page.getByRole("row").filter({ hasText: "The fee is not that of the runs" }).first()).toContainText(
        "billed €2.00, the runs come to €0.00, 3 days billed, no day in the runs",
      );
    } finally {
      await database.rows("delete from difference where subject = $1", [subject]);
    }
  });
});
