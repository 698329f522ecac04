import type { Page } from "playwright/test";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import { expect, signIn, test } from "./support/portal-test";
import { popUp } from "./support/screens";
import { addAccount, addHub, findCompany, type TestHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

async function expectAccessiblePopUp(page: Page, hub: TestHub, verb: string): Promise<void> {
  await page.goto(`${hub.paths.package}?confirm=${verb}`);
  await expect(popUp(page)).toBeVisible();
  await expectNoViolations(page, `the pop-up of ${verb}`);
}

test.describe("a refused sign-in", () => {
  test.use({ expectedNoise: /status of 401/ });

  test("sign-in and the personal account", async ({ page, database }) => {
    const person = await addAccount(database);
    await expectAccessible(page, "/sign-in");
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Email or password is wrong.")).toBeVisible();
    await expectNoViolations(page, "a refused sign-in");
    await signIn(page, person);
    await expectAccessible(page, "/account");
  });
});

test("the bell's page and the choice of notifications", async ({ sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
  await expectAccessible(page, "/account/notifications");
  await expectAccessible(page, "/account/notifications/settings");
});

test("objects: all, filtered, none that match", async ({ sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
  await expectAccessible(page, "/c/sicura/objects");
  await expectAccessible(page, "/c/sicura/objects?tile=expires-soon&sort=ends&dir=desc");
  await expectAccessible(page, "/c/sicura/objects?sim=problem");
  await expectAccessible(page, "/c/sicura/objects?q=nothing+is+called+so");
});

test("the Services tab and the activity log, with and without what they list", async ({
  sicura,
  enter,
  staff,
  page,
}) => {
  const office = await enter(await staff(sicura, "SERVICE_MANAGER"));
  for (const path of [
    "services",
    "services/upcoming",
    "company/history",
    "company/history?act=fault&from=2026-01-01",
  ]) {
    await expectAccessible(office, `/c/sicura/${path}`);
  }
  await page.goto("/c/nordlys/services");
  await signIn(page, { email: "owner@nordlys.example" });
  await expectAccessible(page, "/c/nordlys/services");
});

test("an object and a hub, running and off, and the open menus", async ({ database, dnipro, enter, staff }) => {
  const page = await enter(await staff(dnipro, "SERVICE_MANAGER"));
  const running = await addHub(database, dnipro, { state: "ACTIVE" });
  const off = await addHub(database, dnipro, { hasSim: false });
  await expectAccessible(page, running.paths.object);
  await page.getByText("Need help?").click();
  await page.locator("summary").filter({ hasText: "Dnipro Guard" }).click();
  await expectNoViolations(page, "the open menus");
  await expectAccessible(page, running.paths.hub);
  await expectAccessible(page, off.paths.object);
  await expectAccessible(page, off.paths.hub);
});

test("the package: running, expiring, to be activated, with obstacles", async ({ database, dnipro, enter, staff }) => {
  const page = await enter(await staff(dnipro, "SERVICE_MANAGER"));
  const running = await addHub(database, dnipro, { state: "ACTIVE" });
  const expiring = await addHub(database, dnipro, { state: "EXPIRING" });
  const off = await addHub(database, dnipro);
  const lacking = await addHub(database, dnipro, { hasSim: false });
  await expectAccessible(page, `${running.paths.package}?result=activated`);
  await expectAccessible(page, `${expiring.paths.package}?result=expires`);
  await expectAccessible(page, off.paths.package);
  await expectAccessible(page, lacking.paths.package);
});

test("each pop-up, open and refused", async ({ database, sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "SENIOR_SERVICE_MANAGER"));
  const running = await addHub(database, sicura, { state: "ACTIVE" });
  const expiring = await addHub(database, sicura, { state: "EXPIRING" });
  const off = await addHub(database, sicura);
  await expectAccessiblePopUp(page, off, "activate");
  await expectAccessiblePopUp(page, running, "deactivate");
  await expectAccessiblePopUp(page, expiring, "resume");
  await expectAccessiblePopUp(page, running, "stop");
  await expectAccessiblePopUp(page, running, "resume");
});

test("the platform's clock, rollovers and a report", async ({ database, enter }) => {
  const page = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await expectAccessible(page, "/admin/clock");
  await page.getByRole("radio", { name: "To an instant" }).first().check();
  await expectNoViolations(page, "the clock's form for an instant");
  await expectAccessible(page, "/admin/rollover");
  const { id } = await database.row<{ id: string }>("select id from rollover_run order by due_at desc, id limit 1");
  await expectAccessible(page, `/admin/rollover/${id}`);
});

test.describe("pages that are not there, or not open", () => {
  test.use({ expectedNoise: /status of 40[34]/ });

  test("404, and a page of the other side", async ({ page, database, sicura, enter, staff }) => {
    await expectAccessible(page, "/no-such-page");
    await expectAccessible(await enter(await staff(sicura, "INSTALLER")), "/c/dnipro/objects");
    const harbor = await findCompany(database, "harbor");
    const manager = await enter(await staff(harbor, "SERVICE_MANAGER"));
    await expectAccessible(manager, "/c/harbor/objects");
    await expectAccessible(manager, "/r/harbor");
  });
});
