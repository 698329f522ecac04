import { randomUUID } from "node:crypto";
import { expect, test } from "./support/portal-test";
import { addAccount } from "./support/world";

const reference = /Reference [0-9a-f]{8}\./;

test.describe("pages that are not there, or not open", () => {
  test.use({ expectedNoise: /status of 40[34]/ });

  test("[ALL-9] a page of another role gives cause, next step and reference", async ({ dnipro, enter, staff }) => {
    const page = await enter(await staff(dnipro, "INSTALLER"));
    for (const path of [
      "services",
      "services/resellers",
      "company/history",
      "company/employees",
      "company/integrations",
      "company/delete",
    ]) {
      const answer = await page.goto(`/c/${dnipro.slug}/${path}`);
      expect.soft(answer?.status(), path).toBe(403);
      await expect
        .soft(page.getByRole("heading", { name: "This is not open to your role" }).last(), path)
        .toBeVisible();
    }
    await expect(page.getByRole("main")).toContainText("The Company owner can give you another role");
    await expect(page.getByRole("main")).toContainText(reference);
    await page.getByRole("link", { name: "See the company's page" }).click();
    await expect(page).toHaveURL(`/c/${dnipro.slug}/company`);
    await expect(page.getByRole("main")).toContainText("Company owner");
  });

  test("[ALL-9] a page that is not there gives cause, next step and reference", async ({ dnipro, enter, staff }) => {
    const page = await enter(await staff(dnipro, "SERVICE_MANAGER"));
    const answer = await page.goto(`/c/${dnipro.slug}/objects/${randomUUID()}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("main")).toContainText("Nothing is here, or it belongs to another company.");
    await expect(page.getByRole("main")).toContainText(reference);
    await page.getByRole("link", { name: "To the start page" }).click();
    await expect(page).toHaveURL(/\/c\/dnipro\/objects|\/account/);
  });
});

test.describe("a page that fails", () => {
  test.use({ expectedNoise: /status of 500|React error #441/ });

  test("[ALL-9] gives cause, next step and reference in the reader's language, and no word of the fault", async ({
    database,
    enter,
  }) => {
    const person = await addAccount(database, { locale: "uk" });
    const page = await enter(person);
    const data = { company: "Nowhere", person: "X", hub: "Y", endsAt: "2026-11-30T22:00:00Z", zone: "No/Such_Zone" };
    await database.write([
      [
        `insert into notification (id, account_id, kind, data, href, group_key, at)
         values (gen_random_uuid(), $1, 'package.expiry_scheduled', $2, '/', 'fault', now())`,
        [person.id, data],
      ],
    ]);
    await page.goto("/account/notifications");
    await expect(page.getByRole("heading", { name: "Помилка на нашому боці" }).last()).toBeVisible();
    await expect(page.getByRole("link", { name: "Партнерський портал" }).last()).toHaveAttribute("href", "/");
    await expect(page.getByRole("main").last()).toContainText(/Номер звернення \d+/);
    await expect(page.locator("body")).not.toContainText(/RangeError|time zone|No\/Such_Zone/);
    await database.write([["delete from notification where account_id = $1", [person.id]]]);
    await page.getByRole("button", { name: "Спробувати ще раз" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Сповіщення" })).toBeVisible();
  });
});
