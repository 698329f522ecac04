import { expect, signIn, test } from "./support/portal-test";
import { expectStar, openObject, popUp, section, tile } from "./support/screens";
import { addEmployee, addHub, historyOf, packagesOf } from "./support/world";

test("the manual: Resuming Ajax Services", async ({ page, database, sicura }) => {
  const hub = await addHub(database, sicura, { state: "EXPIRING" });
  const senior = await addEmployee(database, sicura, "SENIOR_SERVICE_MANAGER");

  await test.step("[M7.1] Log in to your Company account.", async () => {
    await page.goto("/");
    await signIn(page, senior);
    await expect(page.getByText("Sicura Casa").first()).toBeVisible();
  });
  await test.step("[M7.2] Go to the Objects tab.", async () => {
    await section(page, "Objects").click();
    await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  });
  await test.step("[M7.3] Select the object you want to resume Ajax Services for.", () => openObject(page, hub));
  await test.step("[M7.4] On the device list, click the Expires soon tile under the hub.", async () => {
    await tile(page, "Expires soon").click();
    await expect(page.getByRole("heading", { level: 1, name: "Ajax Services" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Deactivate", exact: true })).toHaveCount(0);
  });
  await test.step("[M7.5] Click Resume.", async () => {
    await page.getByRole("link", { name: "Resume", exact: true }).click();
    await expect(popUp(page)).toHaveAccessibleName(`Resume Ajax Services on ${hub.name}?`);
    expect(await packagesOf(database, hub)).toMatchObject([{ status: "EXPIRING" }]);
  });
  await test.step("[M7.6] Click Resume on the confirmation pop-up.", async () => {
    await popUp(page).getByRole("button", { name: "Resume", exact: true }).click();
  });
  await test.step("[M7.7] You will see the Services activated screen.", async () => {
    await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Ajax Services", exact: true })).toContainText("No end date");
  });
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", expiresAt: null, desired: "ENABLED" }]);
  expect(await historyOf(database, hub)).toEqual(["package.resumed"]);
  await page.getByRole("link", { name: "Back to the device list" }).click();
  await expect(tile(page, "Activated")).toBeVisible();
  await expectStar(page, true);
});

test("the manual: resuming from the info screen", async ({ database, dnipro, enter, staff }) => {
  const hub = await addHub(database, dnipro, { state: "EXPIRING" });
  const page = await enter(await staff(dnipro, "INSTALLER"));

  await test.step("[M7.4] You can also resume Ajax Services from the hub’s info screen by clicking this same tile.", async () => {
    await page.goto(hub.paths.hub);
    await tile(page, "Expires soon").click();
    await expect(page).toHaveURL(hub.paths.package);
  });
  await page.getByRole("link", { name: "Resume", exact: true }).click();
  await popUp(page).getByRole("button", { name: "Resume", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", expiresAt: null }]);
});

test("Resume that an ending connection forbids stays visible and says why", async ({ page, database }) => {
  const { path } = await database.row<{ path: string }>(
    `select '/c/kiwi/objects/' || h.object_id || '/hubs/' || h.hub_id || '/package' as path
     from hub_package p join hub h on h.id = p.hub_id join company c on c.id = h.company_id
     where c.slug = 'kiwi' and p.status = 'EXPIRING' and p.end_cause = 'CONNECTION' limit 1`,
  );
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await signIn(page, { email: "manager@kiwi.example" });
  const resume = page.getByRole("button", { name: "Resume" });
  await expect(resume).toHaveAttribute("aria-disabled", "true");
  await expect(resume).toHaveAccessibleDescription(/Services end with the connection to Harbor Watch on /);
  await resume.focus();
  await page.keyboard.press("Enter");
  await expect(popUp(page)).toHaveCount(0);
  await page.getByRole("link", { name: "See your resellers" }).click();
  await expect(page).toHaveURL("/c/kiwi/services/resellers");
});
