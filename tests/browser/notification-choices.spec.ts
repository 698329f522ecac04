import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import type { Database } from "./support/database";
import { mailFrameNoise } from "./support/mail-frame";
import { expect, signIn, test } from "./support/portal-test";
import { addAccount, addEmployee, findCompany, type Person } from "./support/world";

const settings = "/account/notifications/settings";

function choice(page: Page, name: string) {
  return page.getByRole("checkbox", { name, exact: true });
}

test("a manager chooses what comes, by topic and channel, and what protects the account stays on", async ({
  database,
  dnipro,
  enter,
}) => {
  const person = await addEmployee(database, dnipro, "SERVICE_MANAGER");
  const page = await enter(person);
  await test.step("[J17] The bell's page leads to the choices.", async () => {
    await page.goto("/account/notifications");
    await page.getByRole("link", { name: "Choose what you get" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Choose notifications" })).toBeVisible();
  });
  await test.step("[NTF-1] Security mails and invitations stay on and say so.", async () => {
    const account = page.getByRole("table", { name: "Account and employment" });
    await expect(account.getByRole("row").filter({ hasText: "Account security" })).toContainText("Always on");
    await expect(account.getByRole("row").filter({ hasText: "Invitations to you" })).toContainText("Always on");
    await expect(account.getByRole("checkbox")).toHaveCount(0);
  });
  await test.step("[NTF-1] There is a choice for each kind and channel, the daily mail included.", async () => {
    await expect(choice(page, "Stopped: Bell")).toBeChecked();
    await choice(page, "Stopped: Daily mail").uncheck();
    await choice(page, "What ends with the month, 3 days before: Mail").uncheck();
    await page.getByRole("button", { name: "Save choice" }).click();
    await expect(page.getByText("Your choice is kept.")).toBeVisible();
  });
  await test.step("The choice is there after a reload, and nothing else has changed.", async () => {
    await page.goto(settings);
    await expect(choice(page, "Stopped: Daily mail")).not.toBeChecked();
    await expect(choice(page, "Stopped: Bell")).toBeChecked();
    const off = await database.rows("select topic from muted_topic where account_id = $1", [person.id]);
    expect(off).toHaveLength(2);
  });
  await test.step("What only others are told of is not asked.", async () => {
    await expect(page.getByText("A dealer asks for a connection")).toHaveCount(0);
  });
});

test("who works nowhere reads that everything there is stays on", async ({ database, enter }) => {
  const page = await enter(await addAccount(database));
  await page.goto(settings);
  await expect(page.getByRole("table")).toHaveCount(1);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});

/** Posts a mail to a manager as the portal does: a row, and the job that renders it. Returns its address in the mailbox. */
async function postPreview(database: Database, person: Person): Promise<string> {
  const id = randomUUID();
  const company = await findCompany(database, "dnipro");
  const data = {
    company: company.name,
    n: 1,
    endsAt: "2026-11-30T22:00:00Z",
    zone: "Europe/Kyiv",
    lines: "Roastery main",
    linkPath: "/c/dnipro/objects",
  };
  await database.write([
    [
      `insert into mail_message (id, template, recipient, locale, data, company_id, account_id, at)
       values ($1, 'month-end-preview', $2, 'en', $3, $4, $5, now())`,
      [id, person.email, data, company.id, person.id],
    ],
    [`select enqueue_job('send-mail', json_build_object('mailId', $1::text), 'mail:' || $1)`, [id]],
  ]);
  return `/mailbox/${id}`;
}

test.describe("the foot of a mail", () => {
  // The frame lets nobody run scripts in it, not even the browser's driver, and says so.
  test.use({ expectedNoise: new RegExp(`${mailFrameNoise.source}|status of 404`) });

  test("stops mails of its kind with one press, signed out, and the page of choices knows", async ({
    page,
    database,
    dnipro,
  }) => {
    const person = await addEmployee(database, dnipro, "SERVICE_MANAGER");
    const mail = await postPreview(database, person);
    const muted = () => database.rows("select topic from muted_topic where account_id = $1", [person.id]);

    await test.step("[NTF-2] The mail says why it came and leads to where it is stopped.", async () => {
      await page.goto(mail);
      const letter = page.frameLocator("iframe");
      await expect(letter.getByText("You get it because you are owner or manager")).toBeVisible();
      await letter.getByRole("link", { name: "Stop these mails" }).click();
    });
    await test.step("Opening the link changes nothing; it says what would stop.", async () => {
      await expect(page.getByRole("heading", { level: 1, name: "Stop these mails?" })).toBeVisible();
      await expect(page.getByText("What ends with the month, 3 days before")).toBeVisible();
      expect(await muted()).toEqual([]);
    });
    await test.step("[NTF-2] One press stops them, without signing in.", async () => {
      await page.getByRole("button", { name: "Stop these mails" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "These mails are stopped" })).toBeVisible();
      expect(await muted()).toEqual([{ topic: "month.preview" }]);
    });
    await test.step("Signed in, the person finds the choice switched off.", async () => {
      await page.getByRole("link", { name: "All mail settings" }).click();
      await signIn(page, person);
      await expect(choice(page, "What ends with the month, 3 days before: Mail")).not.toBeChecked();
    });
  });

  test("that was altered stops nothing and says what to do", async ({ page }) => {
    await page.goto("/stop-mails/abc.def");
    await expect(page.getByRole("heading", { level: 1, name: "This link does not work" })).toBeVisible();
  });
});
