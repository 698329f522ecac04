import type { Page } from "playwright/test";
import { addOwnCompany } from "./support/companies";
import { expect, signIn, test } from "./support/portal-test";
import { addEmployee, addHub } from "./support/world";

const form = "/c/sicura/objects/new";

/** Opens the form and waits for its script, which keeps what is typed and asks: it is there once the page asks for news. */
async function openForm(page: Page): Promise<void> {
  // The page that is left asks for news too.
  await page.goto("about:blank");
  const listens = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
  await page.goto(form);
  await listens;
}

async function type(page: Page): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill("Kiosk 7");
  await page.getByLabel("Address", { exact: true }).fill("Via Roma 1");
}

async function expectTyped(page: Page): Promise<void> {
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Kiosk 7");
  await expect(page.getByLabel("Address", { exact: true })).toHaveValue("Via Roma 1");
}

const question = (page: Page) => page.getByRole("dialog", { name: "Leave without saving?" });

test.describe("a session that ended under an open form", () => {
  test.use({ expectedNoise: /status of 401/ });

  test("[ALL-9] keeps what was typed: in the form, over a new sign-in in another tab, and over a reload", async ({
    page,
    database,
    sicura,
  }) => {
    const person = await addEmployee(database, sicura, "SERVICE_MANAGER");
    const endSession = () => database.write([["delete from session where account_id = $1", [person.id]]]);
    await page.goto(`/sign-in?next=${form}`);
    await signIn(page, person);
    await type(page);
    await endSession();

    await test.step("The sentence says it, and how to go on.", async () => {
      await page.getByRole("button", { name: "Create object" }).click();
      await expect(page.getByText("Sign in to go on. Nothing you typed is lost.")).toBeVisible();
      await expectTyped(page);
      const [tab] = await Promise.all([
        page.context().waitForEvent("page"),
        page.getByRole("link", { name: "Sign in in a new tab, then press the button again." }).click(),
      ]);
      await signIn(tab, person);
      await tab.close();
      await expectTyped(page);
    });
    await test.step("A reload after the end leads over the sign-in back to what was typed.", async () => {
      await endSession();
      await page.reload();
      await signIn(page, person);
      await expect(page).toHaveURL(form);
      await expectTyped(page);
    });
    await test.step("Sent at last, it is there.", async () => {
      await page.getByRole("button", { name: "Create object" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Kiosk 7" })).toBeVisible();
    });
  });

  test("[ALL-9] keeps what was typed for a new employee and for the enrollment, in the form and over a reload", async ({
    page,
    database,
  }) => {
    const company = await addOwnCompany(database);
    const base = `/c/${company.slug}/company`;
    const endSession = () => database.write([["delete from session where account_id = $1", [company.owner.id]]]);
    /** Types, presses at a closed door, looks, reloads over the sign-in, and looks again. */
    const expectKept = async (path: string, button: string, look: () => Promise<void>) => {
      await endSession();
      await page.getByRole("button", { name: button, exact: true }).click();
      await expect(page.getByText("Sign in to go on. Nothing you typed is lost.")).toBeVisible();
      await look();
      await page.reload();
      await signIn(page, company.owner);
      await expect(page).toHaveURL(path);
      await look();
    };
    await page.goto(`/sign-in?next=${base}/employees/add`);
    await signIn(page, company.owner);
    await test.step("[M3.3] Whom to add, and as what.", async () => {
      const [email, role] = [
        page.getByLabel("Email", { exact: true }),
        page.getByRole("radio", { name: /^Senior Service Manager/ }),
      ];
      await email.fill("petra@kiwi.example");
      await role.check();
      await expectKept(`${base}/employees/add`, "Add", async () => {
        await expect(email).toHaveValue("petra@kiwi.example");
        await expect(role).toBeChecked();
      });
    });
    await test.step("[M2.4] The form of the enrollment.", async () => {
      await page.goto(`${base}/services/enroll`);
      const [contact, hubs, terms] = [
        page.getByLabel("Name", { exact: true }),
        page.getByLabel("Expected hubs"),
        page.getByRole("checkbox", { name: /^I accept the terms/ }),
      ];
      await contact.fill("Hanna Krug");
      await hubs.fill("40");
      await terms.check();
      await expectKept(`${base}/services/enroll`, "Activate", async () => {
        await expect(contact).toHaveValue("Hanna Krug");
        await expect(hubs).toHaveValue("40");
        await expect(terms).toBeChecked();
      });
      await page.getByRole("button", { name: "Activate" }).click();
      await expect(page.getByText(`${company.name} is a dealer`)).toBeVisible();
    });
  });
});

test("[FRM-3] a reload keeps what was typed, and a fresh visit does not", async ({ sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
  await openForm(page);
  await type(page);
  await page.reload();
  await expectTyped(page);
  await page.goto("/c/sicura/objects");
  await page.goto(form);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
});

test("[FRM-4] only a changed form asks before it is left, and only once", async ({ sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
  await openForm(page);
  await test.step("An unchanged form does not ask, nor one that was changed back.", async () => {
    await page.getByLabel("Name", { exact: true }).fill("Kiosk 7");
    await page.getByLabel("Name", { exact: true }).fill("");
    await page.getByRole("link", { name: "Company", exact: true }).first().click();
    await expect(page).toHaveURL(/\/company$/);
  });
  await test.step("A changed form asks; staying keeps everything, and Esc means staying.", async () => {
    await openForm(page);
    await type(page);
    const away = page.getByRole("link", { name: "Company", exact: true }).first();
    await away.click();
    await expect(question(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await away.click();
    await question(page).getByRole("button", { name: "Stay" }).click();
    await expect(question(page)).toHaveCount(0);
    await expectTyped(page);
  });
  await test.step("Leaving leaves, and nothing asks again.", async () => {
    await page.getByRole("link", { name: "Company", exact: true }).first().click();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await expect(page).toHaveURL(/\/company$/);
    await expect(question(page)).toHaveCount(0);
  });
});

for (const way of ["by a link", "by its address"] as const) {
  test(`[FRM-4] a form reached ${way} that somebody else's change redraws is not a changed one`, async ({
    database,
    sicura,
    enter,
    staff,
  }) => {
    const hub = await addHub(database, sicura);
    const settings = `${hub.paths.hub}/settings/monitoring-station`;
    const number = (of: Page) => of.getByRole("textbox", { name: "Account number" });
    const version = (of: Page) => of.locator("form", { has: number(of) }).locator("[name=version]");
    const other = await enter(await staff(sicura, "SERVICE_MANAGER"));
    const saveAs = async (account: string, saved: string) => {
      await number(other).fill(account);
      await other.getByRole("button", { name: "Save" }).click();
      await expect(version(other)).toHaveValue(saved);
    };
    await other.goto(settings);
    await other.getByRole("textbox", { name: "Address", exact: true }).fill("station.demo.example");
    await other.getByRole("textbox", { name: "Port", exact: true }).fill("9500");
    await saveAs("1111", "1");

    const page = await enter(await staff(sicura, "INSTALLER"));
    const listening = () => page.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
    const lookWhileSaved = async (account: string, saved: string) => {
      const listens = listening();
      await page.goto(way === "by a link" ? hub.paths.hub : settings);
      await listens;
      if (way === "by a link") await page.getByRole("link", { name: "Monitoring station" }).click();
      await expect(version(page)).toHaveValue(String(Number(saved) - 1));
      await saveAs(account, saved);
      await expect(version(page)).toHaveValue(saved);
      await expect(number(page)).toHaveValue(account);
    };
    await test.step("A link out of it does not ask.", async () => {
      await lookWhileSaved("2222", "2");
      await page.getByRole("link", { name: hub.name, exact: true }).click();
      await expect(page).toHaveURL(hub.paths.hub);
    });
    await test.step("A reload shows what the other has saved.", async () => {
      await lookWhileSaved("3333", "3");
      const listens = listening();
      await page.reload();
      await listens;
      await expect(number(page)).toHaveValue("3333");
    });
  });
}
