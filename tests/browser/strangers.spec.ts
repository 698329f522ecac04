import { expect, test } from "./support/portal-test";
import { addAccount } from "./support/world";

test("a stranger chooses the language, and it stays", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.getByRole("button", { name: "Українська" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Вхід" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await page.goto("/forgot-password");
  await expect(page.getByRole("button", { name: "Українська" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a password can be looked at while it is typed", async ({ page, database }) => {
  const { email } = await addAccount(database);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("what I typed");
  await expect(page.getByLabel("Password")).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByLabel("Password")).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide" }).click();
  await expect(page.getByLabel("Password")).toHaveAttribute("type", "password");
  await expect(page.getByLabel("Password")).toHaveValue("what I typed");
});

test("the demo's time and the help stand on pages for strangers too", async ({ page }) => {
  for (const path of ["/sign-in", "/register", "/forgot-password"]) {
    await page.goto(path);
    await expect(page.getByRole("region", { name: "Demo clock" })).toBeVisible();
    await page.getByText("Need help?").click();
    await expect(page.getByRole("heading", { name: "Technical Support" })).toBeVisible();
  }
});

test.describe("a page that is not there", () => {
  test.use({ expectedNoise: /status of 404/ });

  test("keeps the company's frame for who works there, and the help for everybody", async ({
    page,
    sicura,
    enter,
    staff,
  }) => {
    const own = await enter(await staff(sicura, "INSTALLER"));
    await own.goto("/c/sicura/objects/00000000-0000-4000-8000-000000000000");
    await expect(own.getByText("Nothing is here, or it belongs to another company.")).toBeVisible();
    await expect(own.getByText("Sicura Casa").first()).toBeVisible();
    await page.goto("/no-such-page");
    await expect(page.getByText("Need help?")).toBeVisible();
    await expect(page.getByText(/Reference [0-9a-f]{8}\./)).toBeVisible();
  });
});
