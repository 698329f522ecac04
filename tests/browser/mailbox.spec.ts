import { randomUUID } from "node:crypto";
import type { Database } from "./support/database";
import { mailFrameNoise } from "./support/mail-frame";
import { expect, test } from "./support/portal-test";

/** Posts a mail as the portal does: a row, and the job that renders it. */
async function postMail(database: Database, to: string): Promise<string> {
  const id = randomUUID();
  const data = { name: "Ihor", linkPath: "/sign-in?next=%2Faccount", code: "042137" };
  await database.write([
    [
      `insert into mail_message (id, template, recipient, locale, data, at) values ($1, 'confirm-email', $2, 'en', $3, now())`,
      [id, to, data],
    ],
    [`select enqueue_job('send-mail', json_build_object('mailId', $1::text), 'mail:' || $1)`, [id]],
  ]);
  return id;
}

test.describe("a mail in its frame", () => {
  // The frame lets nobody run scripts in it, not even the browser's driver, and says so.
  test.use({ expectedNoise: mailFrameNoise });

  test("a stranger reads a mail of the demo and follows its link", async ({ page, database }) => {
    const to = `${randomUUID()}@pro.example`;

    await test.step("[J16.2] Before the mail is there, the page says so and looks again by itself.", async () => {
      await page.goto(`/mailbox?to=${to}`);
      await expect(page.getByRole("heading", { name: `No mail to “${to}”` })).toBeVisible();
      await expect(page.getByRole("link", { name: "All mails" })).toHaveAttribute("href", "/mailbox");
      await postMail(database, to);
      await expect(page.getByRole("link", { name: "Confirm your email" })).toBeVisible();
    });
    await test.step("[J16.2] Only mails to that address are listed.", async () => {
      const mails = page.getByRole("row").filter({ has: page.getByRole("link") });
      await expect(mails).toHaveCount(1);
      await expect(mails).toContainText(to);
    });
    await test.step("[J16.2] The mail is shown as it looks, and as text.", async () => {
      await page.getByRole("link", { name: "Confirm your email" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Confirm your email" })).toBeVisible();
      const letter = page.frameLocator("iframe");
      await expect(letter.getByText("042137")).toBeVisible();
      await expect(page.getByRole("region", { name: "As text" })).toContainText("042137");
    });
    await test.step("[NTF-2] Its one button leads to the exact page, in this window.", async () => {
      await page.frameLocator("iframe").getByRole("link", { name: "Confirm email" }).click();
      await expect(page).toHaveURL("/sign-in?next=%2Faccount");
      await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    });
  });

  test("a mail's HTML runs no script and reads nothing of the page around it", async ({ page, database }) => {
    const to = `${randomUUID()}@pro.example`;
    const id = await postMail(database, to);
    await page.goto(`/mailbox/${id}`);
    await expect(page.frameLocator("iframe").getByText("042137")).toBeVisible();
    const frame = page.locator("iframe");
    expect(await frame.getAttribute("sandbox")).toBe("allow-top-navigation-by-user-activation");
    expect(await frame.getAttribute("srcdoc")).not.toContain("<script");
  });
});

test.describe("what is not there", () => {
  test.use({ expectedNoise: /404/ });

  test("an unknown mail is not found", async ({ page }) => {
    const answer = await page.goto(`/mailbox/${randomUUID()}`);
    expect(answer?.status()).toBe(404);
  });
});
