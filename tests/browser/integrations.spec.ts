import { randomUUID } from "node:crypto";
import { expectNoViolations } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("an owner makes a key, sees it this once, and revokes it", async ({ database, enter }) => {
  const company = await addSandbox(database, "Europe/Rome");
  const page = await enter(company.owner);
  await page.goto(`/c/${company.slug}/company`);
  await page.getByRole("link", { name: "Integrations" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Integrations" })).toBeVisible();

  await page.getByRole("button", { name: "Make key" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Name: Fill this in.");
  const name = `Box bridge ${randomUUID()}`;
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("combobox", { name: "What it may do" }).selectOption("Reads, arms and disarms");
  await page.getByRole("combobox", { name: "It runs out" }).selectOption("In 90 days");
  await page.getByRole("button", { name: "Make key" }).click();
  const shown = page.getByRole("main").getByRole("alert");
  await expect(shown).toContainText("It is shown this once");
  const key = (await shown.locator(".mono").textContent()) ?? "";
  expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText(`…${key.slice(-4)}`);
  await expect(row).toContainText("Never");
  await expect(row).toContainText("Reads, arms and disarms");
  await expect(row).toContainText(/In use\s*until \d/);
  for (const label of ["Made (Rome time)", "Last used (Rome time)"]) {
    await expect(page.getByText(label).filter({ visible: true })).toBeVisible();
  }
  await expectNoViolations(page, "a new key");

  await page.reload();
  await expect(row).toContainText("In use");
  expect(await page.content()).not.toContain(key);
  await page.getByRole("link", { name: `Revoke ${name}` }).click();
  await expect(page.getByRole("dialog")).toContainText("stops working at once");
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("The key is revoked.")).toBeVisible();
  await expect(row).toContainText("Revoked");
  const stored = await database.row<{ isRevoked: boolean; days: number }>(
    `select revoked_at is not null as "isRevoked", extract(day from expires_at - created_at)::int as days
     from cloud.api_key where name = $1`,
    [name],
  );
  expect(stored).toEqual({ isRevoked: true, days: 90 });
});
