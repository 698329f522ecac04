import { expect, signIn, test } from "./support/portal-test";
import { expectStar, openObject, popUp, section, sign, tile } from "./support/screens";
import { addEmployee, addHub, historyOf, packagesOf } from "./support/world";

test("the manual: Deactivating (Stop now) Ajax Services", async ({ page, database, sicura }) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const installer = await addEmployee(database, sicura, "INSTALLER");

  await test.step("[M8.1] Log in to your Company account.", async () => {
    await page.goto("/");
    await signIn(page, installer);
    await expect(page.getByText("Sicura Casa").first()).toBeVisible();
  });
  await test.step("[M8.2] Go to the Objects tab.", async () => {
    await section(page, "Objects").click();
    await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  });
  await test.step("[M8.3] Select the object you want to deactivate Ajax Services for.", () => openObject(page, hub));
  await test.step("[M8.4] On the device list, click the Active or Expires soon tile under the hub.", async () => {
    await tile(page, "Activated").click();
    await expect(page.getByRole("heading", { level: 1, name: "Ajax Services" })).toBeVisible();
  });
  await test.step("[M8.5] Click Stop now.", async () => {
    await page.getByRole("link", { name: "Stop now", exact: true }).click();
    await expect(popUp(page)).toHaveAccessibleName(`Stop Ajax Services on ${hub.name} now?`);
    await expect(popUp(page)).toHaveAccessibleDescription(/the SIM go off at once/);
    await expect(popUp(page)).toContainText("No credit for the month.");
    await expect(popUp(page)).toContainText("Activate anew is possible");
    await expect(popUp(page).getByRole("button", { name: "Cancel" })).toBeFocused();
    expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", desired: "ENABLED" }]);
  });
  await test.step("[M8.6] Click Stop on the confirmation pop-up.", async () => {
    await popUp(page).getByRole("button", { name: "Stop", exact: true }).click();
  });
  await test.step("[M8.7] You will see the device list with the Activation required tile, and the SIM card will stop working.", async () => {
    await expect(page.getByRole("heading", { level: 1, name: hub.objectName })).toBeVisible();
    await expect(tile(page, "Activation required")).toBeVisible();
    expect(await packagesOf(database, hub)).toMatchObject([
      { status: "INACTIVE", endReason: "STOPPED", desired: "DISABLED", isSimOffAtEnd: true },
    ]);
    await expectStar(page, false);
    await expect(sign(page, "SIM 1 active")).toContainText("SIM off");
  });
  expect(await historyOf(database, hub)).toEqual(["package.stopped"]);

  await page.getByRole("link", { name: "Activate again" }).click();
  await expect(page.getByRole("radio", { name: /^Harbor Watch/ })).toBeChecked();
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await expect(popUp(page)).toContainText("This month is charged once; nothing is added.");
  await popUp(page).getByRole("button", { name: "Activate", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([
    { status: "INACTIVE", desired: "ENABLED" },
    { status: "ACTIVE", reseller: "Harbor Watch" },
  ]);
});

test("the manual: stopping services that expire soon, and the reseller kept", async ({
  database,
  dnipro,
  enter,
  staff,
}) => {
  const hub = await addHub(database, dnipro, { state: "EXPIRING" });
  const page = await enter(await staff(dnipro, "SERVICE_MANAGER"));

  await test.step("[M8.4] On the device list, click the Active or Expires soon tile under the hub.", async () => {
    await page.goto(hub.paths.object);
    await tile(page, "Expires soon").click();
  });
  await test.step("[M8.5] Click Stop now.", () => page.getByRole("link", { name: "Stop now", exact: true }).click());
  await test.step("[M8.6] Click Stop on the confirmation pop-up.", async () => {
    await popUp(page).getByRole("button", { name: "Stop", exact: true }).click();
  });
  await test.step("[M8.7] You will see the device list with the Activation required tile, and the SIM card will stop working.", async () => {
    await expect(tile(page, "Activation required")).toBeVisible();
    expect(await packagesOf(database, hub)).toMatchObject([{ endReason: "STOPPED", isSimOffAtEnd: true }]);
  });
  await page.getByRole("link", { name: "Activate again" }).click();
  await expect(page.getByRole("radio", { name: /^Black Sea Monitoring/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /^Meridian Group/ })).not.toBeChecked();
});

test("no confirm button lies under the tap that opened its pop-up", async ({ database, sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "INSTALLER"));
  for (const [state, opener, verb] of [
    ["ACTIVE", "Stop now", "Stop"],
    ["ACTIVE", "Deactivate", "Deactivate"],
    ["EXPIRING", "Resume", "Resume"],
    ["OFF", "Activate", "Activate"],
  ] as const) {
    const hub = await addHub(database, sicura, { state });
    await page.goto(hub.paths.package);
    const role = state === "OFF" ? "button" : "link";
    const pressed = page.getByRole("main").getByRole(role, { name: opener, exact: true });
    // A trial waits until the button is there and stands still.
    await pressed.click({ trial: true });
    const tap = await pressed.boundingBox();
    await pressed.click();
    const confirming = popUp(page).getByRole("button", { name: verb, exact: true });
    await confirming.click({ trial: true });
    const confirm = await confirming.boundingBox();
    if (!tap || !confirm) throw new Error("Both buttons have a place.");
    const [x, y] = [tap.x + tap.width / 2, tap.y + tap.height / 2];
    const isUnder = x > confirm.x && x < confirm.x + confirm.width && y > confirm.y && y < confirm.y + confirm.height;
    expect.soft(isUnder, `${verb} under ${opener}`).toBe(false);
  }
});
