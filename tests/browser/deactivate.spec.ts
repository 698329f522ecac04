import { formatInstant } from "@/lib/i18n/format";
import { expect, signIn, test } from "./support/portal-test";
import { expectStar, openObject, popUp, section, tile } from "./support/screens";
import { addEmployee, addHub, historyOf, packagesOf } from "./support/world";

test("the manual: Deactivating Ajax Services from the start of the next month", async ({ page, database, sicura }) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const manager = await addEmployee(database, sicura, "SERVICE_MANAGER");

  await test.step("[M6.1] Log in to your Company account.", async () => {
    await page.goto("/");
    await signIn(page, manager);
    await expect(page.getByText("Sicura Casa").first()).toBeVisible();
  });
  await test.step("[M6.2] Go to the Objects tab.", async () => {
    await section(page, "Objects").click();
    await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  });
  await test.step("[M6.3] Select the object you want to suspend Ajax Services for.", () => openObject(page, hub));
  await test.step("[M6.4] On the device list, click the Activated tile under the hub.", async () => {
    await expectStar(page, true);
    await tile(page, "Activated").click();
    await expect(page.getByRole("heading", { level: 1, name: "Ajax Services" })).toBeVisible();
  });
  await test.step("[M6.5] Click Deactivate.", async () => {
    await page.getByRole("link", { name: "Deactivate", exact: true }).click();
    await expect(popUp(page)).toHaveAccessibleName(`Deactivate Ajax Services on ${hub.name}?`);
    await expect(popUp(page)).toContainText("Resume at any time before that instant");
    expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", expiresAt: null }]);
  });
  await test.step("[M6.6] Click Deactivate on the confirmation pop-up.", async () => {
    await popUp(page).getByRole("button", { name: "Deactivate", exact: true }).click();
  });
  await test.step("[M6.7] You will see the Services expire soon screen.", async () => {
    await expect(page.getByRole("heading", { name: "Services expire soon" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Resume", exact: true })).toBeVisible();
  });
  await test.step("[M6.8] Also, you will see the Access to some features may expire if not activated tile.", async () => {
    await page.getByRole("link", { name: "Back to the device list" }).click();
    await expect(page.getByRole("heading", { level: 1, name: hub.objectName })).toBeVisible();
    await expect(tile(page, "Expires soon")).toContainText("Access to some features may expire if not activated");
    await expectStar(page, true);
    await page.getByRole("link", { name: hub.name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();
    await expect(tile(page, "Expires soon")).toContainText("Access to some features may expire if not activated");
    await expectStar(page, true);
  });
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "EXPIRING", desired: "ENABLED" }]);
  expect(await historyOf(database, hub)).toEqual(["package.expiry_scheduled"]);
});

test("the end is told as the instant that is stored, in the company's zone and the reader's", async ({
  database,
  dnipro,
  enter,
}) => {
  const hub = await addHub(database, dnipro, { state: "ACTIVE" });
  const traveller = await addEmployee(database, dnipro, "INSTALLER", { timeZone: "Asia/Kathmandu" });
  const page = await enter(traveller);

  await test.step("[M6.4] You can also suspend Ajax Services from the hub’s info screen by clicking this same tile.", async () => {
    await page.goto(hub.paths.hub);
    await tile(page, "Activated").click();
    await expect(page).toHaveURL(hub.paths.package);
  });
  await page.getByRole("link", { name: "Deactivate", exact: true }).click();
  const foretold = await popUp(page).getByRole("listitem").filter({ hasText: "Runs until" }).innerText();
  await popUp(page).getByRole("button", { name: "Deactivate", exact: true }).click();
  const result = page.getByRole("status").filter({ hasText: "Services expire soon" });
  await expect(result).toBeVisible();

  const [{ expiresAt } = { expiresAt: null }] = await packagesOf(database, hub);
  const end = expiresAt?.toISOString() ?? "none";
  for (const timeZone of [dnipro.timeZone, "Asia/Kathmandu"]) {
    const instant = formatInstant(end, { locale: "en", timeZone });
    expect(foretold).toContain(instant);
    await expect(result).toContainText(instant);
  }
});
