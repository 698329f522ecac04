import { expect, signIn, test } from "./support/portal-test";
import { popUp, tile } from "./support/screens";
import { addEmployee, addHub, historyOf, type Person, packagesOf } from "./support/world";

const signInAgain = "Sign in to go on. Nothing you typed is lost.";

test("a session that ended under an open pop-up: a sentence, nothing written, and back to the pop-up", async ({
  page,
  database,
  sicura,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const person = await addEmployee(database, sicura, "INSTALLER");
  await page.goto(`${hub.paths.package}?confirm=stop`);
  await expect(page.getByText(signInAgain)).toBeVisible();
  await signIn(page, person);
  await expect(popUp(page)).toBeVisible();
  await database.write([["delete from session where account_id = $1", [person.id]]]);

  await popUp(page).getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByText(signInAgain)).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE", desired: "ENABLED" }]);
  expect(await historyOf(database, hub)).toEqual([]);

  await page.waitForURL((url) => url.pathname === "/sign-in");
  await expect(page.getByText(signInAgain)).toBeVisible();
  await signIn(page, person);
  await popUp(page).getByRole("button", { name: "Stop", exact: true }).click();
  await expect(tile(page, "Activation required")).toBeVisible();
  expect(await historyOf(database, hub)).toEqual(["package.stopped"]);
});

test("after signing out the cookie that was kept opens nothing", async ({ page, browser, database, sicura }) => {
  const person = await addEmployee(database, sicura, "INSTALLER");
  await page.goto("/sign-in");
  await signIn(page, person);
  await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  const storageState = await page.context().storageState();
  await page.getByLabel(/^Switch company/).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");

  const thief = await browser.newContext({ storageState });
  const stolen = await thief.newPage();
  await stolen.goto("/c/sicura/objects");
  await expect(stolen).toHaveURL("/sign-in?next=%2Fc%2Fsicura%2Fobjects");
  await page.goto("/c/sicura/objects");
  await expect(page).toHaveURL("/sign-in?next=%2Fc%2Fsicura%2Fobjects");
  await thief.close();
});

test.describe("rights that were taken away", () => {
  test.use({ expectedNoise: /status of 40[14]/ });

  const takings: [what: string, sql: string, end: "sign-in" | "nothing"][] = [
    [
      "a revoked session",
      "update session set revoked_at = now(), revoke_reason = 'TEST' where account_id = $1",
      "sign-in",
    ],
    ["a disabled account", "update pro_account set disabled_at = now() where id = $1", "sign-in"],
    ["a changed password", "update pro_account set epoch = epoch + 1 where id = $1", "sign-in"],
    ["an ended employment", "update employee set state = 'REMOVED', ended_at = now() where account_id = $1", "nothing"],
  ];

  for (const [what, sql, end] of takings) {
    test(`${what} acts on the next request`, async ({ page, database, sicura }) => {
      const hub = await addHub(database, sicura, { state: "ACTIVE" });
      const person: Person = await addEmployee(database, sicura, "SERVICE_MANAGER");
      await page.goto(`/sign-in?next=${encodeURIComponent(`${hub.paths.package}?confirm=stop`)}`);
      await signIn(page, person);
      await expect(popUp(page)).toBeVisible();
      await database.write([[sql, [person.id]]]);

      await popUp(page).getByRole("button", { name: "Stop", exact: true }).click();
      const sentence = end === "sign-in" ? signInAgain : "Nothing is here, or it belongs to another company.";
      await expect(page.getByText(sentence).first()).toBeVisible();
      expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE" }]);
      const response = await page.goto(hub.paths.object);
      if (end === "sign-in") await expect(page).toHaveURL(/^[^?]*\/sign-in\?next=/);
      else expect(response?.status()).toBe(404);
    });
  }
});
