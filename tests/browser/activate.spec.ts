import { addOwnCompany, makeDealer } from "./support/companies";
import { expect, signIn, test } from "./support/portal-test";
import { expectStar, openObject, popUp, section, tile } from "./support/screens";
import { addEmployee, addHub, historyOf, packagesOf } from "./support/world";

test("the manual: Activating Ajax Services, with one reseller", async ({ page, database, sicura }) => {
  const hub = await addHub(database, sicura);
  const installer = await addEmployee(database, sicura, "INSTALLER");

  await test.step("[M5.1] Log in to your Company account.", async () => {
    await page.goto("/");
    await signIn(page, installer);
    await expect(page.getByText("Sicura Casa").first()).toBeVisible();
  });
  await test.step("[M5.2] Go to the Objects tab.", async () => {
    await section(page, "Objects").click();
    await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  });
  await test.step("[M5.3] Select the Object you want to activate Ajax Services for.", () => openObject(page, hub));
  await test.step("[M5.4] On the device list, click on the Activation required tile under the hub.", async () => {
    await expectStar(page, false);
    await tile(page, "Activation required").click();
    await expect(page.getByRole("heading", { level: 1, name: "Activate Ajax Services" })).toBeVisible();
  });
  await test.step("[M5.5] As there is only one Package available, it will be preselected.", async () => {
    const packages = page.getByRole("region", { name: "Package" }).getByRole("radio");
    await expect(packages).toHaveCount(1);
    await expect(packages).toBeChecked();
    await expect(page.getByRole("radio", { name: /^Ajax SIM/ })).toBeChecked();
  });
  await test.step("[M5.6] If you have only one reseller, it will be preselected.", async () => {
    const payers = page.getByRole("region", { name: "Who pays" });
    await expect(payers.getByRole("radio")).toHaveCount(1);
    await expect(payers.getByRole("radio", { name: /^Harbor Watch/ })).toBeChecked();
    await expect(payers).toContainText("Ajax bills Harbor Watch for this hub.");
  });
  await test.step("[M5.7] Click Activate on the confirmation pop-up.", async () => {
    await page.getByRole("button", { name: "Activate", exact: true }).click();
    await expect(popUp(page)).toHaveAccessibleName(`Activate Ajax Services on ${hub.name}?`);
    await expect(popUp(page)).toContainText("Harbor Watch pays Ajax");
    expect(await packagesOf(database, hub)).toEqual([]);
    await popUp(page).getByRole("button", { name: "Activate", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  });
  await test.step("[M5.8] You will see a star icon among the hub status icons and the Activated tile under the hub on both the device list and info screen.", async () => {
    await page.getByRole("link", { name: "Back to the device list" }).click();
    await expect(page.getByRole("heading", { level: 1, name: hub.objectName })).toBeVisible();
    await expectStar(page, true);
    await expect(tile(page, "Activated")).toBeVisible();
    await page.getByRole("link", { name: hub.name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();
    await expectStar(page, true);
    await expect(tile(page, "Activated")).toBeVisible();
  });
  await test.step("[M5.9] Now Ajax Services are activated for this account.", async () => {
    expect(await packagesOf(database, hub)).toMatchObject([
      { status: "ACTIVE", reseller: "Harbor Watch", expiresAt: null, desired: "ENABLED" },
    ]);
    expect(await historyOf(database, hub)).toEqual(["package.activated"]);
    await expect(page.getByRole("region", { name: "Timeline" })).toContainText(installer.name);
  });
});

test("the manual: the tile of the info screen, and several resellers", async ({ database, dnipro, enter, staff }) => {
  const hub = await addHub(database, dnipro);
  const page = await enter(await staff(dnipro, "SERVICE_MANAGER"));

  await test.step("[M5.4] You can also activate Ajax Services from the hub’s info screen by clicking this same tile.", async () => {
    await page.goto(hub.paths.hub);
    await tile(page, "Activation required").click();
    await expect(page).toHaveURL(hub.paths.package);
  });
  const payers = page.getByRole("region", { name: "Who pays" });
  await test.step("[M5.6] If you have multiple resellers, you will need to select the one you want to activate Ajax Services with. Ajax will bill this reseller for the account you are activating.", async () => {
    await expect(payers).toContainText("Ajax bills the reseller you select for this hub.");
    await expect(payers.getByRole("radio")).toHaveCount(2);
    await expect(payers.getByRole("radio", { checked: true })).toHaveCount(0);
    await page.getByRole("button", { name: "Activate", exact: true }).click();
    await expect(payers.getByRole("radio").first()).toBeFocused();
    await expect(popUp(page)).toHaveCount(0);
    await payers.getByRole("radio", { name: /^Meridian Group/ }).check();
  });
  await test.step("[M5.7] Click Activate on the confirmation pop-up.", async () => {
    await page.getByRole("button", { name: "Activate", exact: true }).click();
    await expect(popUp(page)).toContainText("Meridian Group pays Ajax");
    await popUp(page).getByRole("button", { name: "Activate", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  });
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", reseller: "Meridian Group" }]);
});

test("what is missing is told before anything can be pressed", async ({ database, sicura, enter, staff }) => {
  const hub = await addHub(database, sicura, { hasSim: false });
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto(hub.paths.package);
  const activate = page.getByRole("button", { name: "Activate", exact: true });
  await expect(activate).toHaveAttribute("aria-disabled", "true");
  await expect(activate).toHaveAccessibleDescription(/There is no SIM in this hub\. Insert an Ajax SIM\./);
  await activate.focus();
  await expect(activate).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(popUp(page)).toHaveCount(0);
  expect(await packagesOf(database, hub)).toEqual([]);
  await page.getByRole("link", { name: "Install a SIM" }).click();
  await expect(page).toHaveURL(`${hub.paths.hub}/sim`);
});

test("whoever may mend what is missing is led there, and nobody else", async ({ database, enter, staff }) => {
  const company = await addOwnCompany(database);
  await makeDealer(database, company);
  const hub = await addHub(database, company);
  await database.write([
    ["update reseller_connection set state = 'CLOSED', closed_at = now() where company_id = $1", [company.id]],
  ]);
  const sentence = `No reseller has approved ${company.name} yet.`;
  for (const [role, links] of [
    ["SERVICE_MANAGER", 1],
    ["INSTALLER", 0],
  ] as const) {
    const page = await enter(await staff(company, role));
    await page.goto(hub.paths.package);
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByText("The company owner or a Service Manager can fix this.")).toBeVisible();
    await expect(page.getByRole("link", { name: "See your resellers" })).toHaveCount(links);
  }
});
