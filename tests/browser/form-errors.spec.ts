import type { Page } from "playwright/test";
import { mintToken } from "@/lib/auth/secret-token";
import { addOwnCompany, makeDealer, type OwnCompany } from "./support/companies";
import type { Database } from "./support/database";
import { expect, test } from "./support/portal-test";
import { addAccount, addEmployee, addHub } from "./support/world";

/**
 * A form as it is reached and sent with nothing, or with something wrong, in it: `fill` by label, `choose` the words of a
 * radio that stays chosen, `spoil` the name of a field of choices that nobody can choose wrong by hand.
 */
type Form = { path: string; button: string; fill?: Record<string, string>; choose?: RegExp; spoil?: string };

/** What one line of the summary says and where it leads. */
type Line = { text: string; name: string; message: string };

/** Reads each line of the summary with the words that stand at the field it leads to. */
async function linesOf(page: Page): Promise<Line[]> {
  return page
    .getByRole("main")
    .getByRole("alert")
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => {
        const id = (link.getAttribute("href") ?? "").slice(1);
        const field = document.getElementById(id);
        const name =
          field instanceof HTMLInputElement ? field.labels?.[0] : document.querySelector(`label[for="${id}"]`);
        const words = (name ?? field?.querySelector("legend"))?.textContent?.trim().replace(/\.$/, "");
        const message = document.getElementById(`${id}-error`) ?? field?.querySelector(".err");
        return { text: link.textContent ?? "", name: words ?? "", message: message?.textContent ?? "" };
      }),
    );
}

/** Gives every choice of a field a value that no form of the portal has. */
async function spoilChoices(page: Page, name: string): Promise<void> {
  await page.locator(`[name="${name}"], [name="${name}"] option`).evaluateAll((choices) => {
    for (const choice of choices) choice.setAttribute("value", "nothing of the kind");
  });
}

/** Sends the form and expects of its summary all that the specification promises. */
async function expectSummary(page: Page, { path, button, fill = {}, choose, spoil }: Form): Promise<void> {
  await page.goto(path);
  if (choose) await page.getByRole("radio", { name: choose }).check();
  for (const [label, value] of Object.entries(fill))
    await page.getByRole("textbox", { name: label, exact: true }).fill(value);
  if (spoil) await spoilChoices(page, spoil);
  await expect(page, path).toHaveTitle(/\S/);
  const title = await page.title();
  await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
  const summary = page.getByRole("main").getByRole("alert");
  await expect(summary, path).toContainText("There is a problem");
  await expect(summary, path).toBeFocused();
  await expect(page, path).toHaveTitle(`Error: ${title}`);
  for (const [label, value] of Object.entries(fill)) {
    await expect(page.getByRole("textbox", { name: label, exact: true }), path).toHaveValue(value);
  }
  if (choose) await expect(page.getByRole("radio", { name: choose }), path).toBeChecked();
  const lines = await linesOf(page);
  expect(lines.length, path).toBeGreaterThan(0);
  for (const { text, name, message } of lines) {
    expect(name, `${path}: ${text}`).not.toBe("");
    expect(text, path).toBe(`${name}: ${message}`);
  }
  const last = summary.getByRole("link").last();
  const target = (await last.getAttribute("href"))?.slice(1) ?? "";
  await last.click();
  await expect(page.locator(`[id="${target}"]`), path).toBeFocused();
}

/** Where a mailed link to a new password leads. */
async function resetPathOf(database: Database): Promise<string> {
  const { id, email } = await addAccount(database);
  const { token, tokenHash } = mintToken();
  await database.write([
    [
      `insert into account_token (id, purpose, account_id, email, token_hash, created_at, expires_at)
       values (gen_random_uuid(), 'RESET_PASSWORD', $1, $2, $3, now(), now() + interval '15 minutes')`,
      [id, email, tokenHash],
    ],
  ]);
  return `/reset-password/${token}`;
}

/** Adds a manager to a company and returns the id of the employment. */
async function employeeOf(database: Database, company: OwnCompany): Promise<string> {
  const person = await addEmployee(database, company, "SERVICE_MANAGER");
  const { id } = await database.row<{ id: string }>("select id from employee where account_id = $1", [person.id]);
  return id;
}

test("[FRM-2] each line of a summary names its field, repeats its message and leads there: signed out", async ({
  page,
  database,
}) => {
  const forms: Form[] = [
    { path: "/sign-in", button: "Sign in", fill: { Email: "somebody@a.example" } },
    { path: "/register", button: "Create PRO account", fill: { Email: "two@a.example, three@b.example" } },
    { path: "/forgot-password", button: "Send link" },
    { path: "/register/sent", button: "Confirm email", fill: { Email: "somebody@a.example" } },
    { path: await resetPathOf(database), button: "Set password" },
    { path: "/home/sign-in", button: "Sign in", fill: { Email: "somebody@a.example" } },
  ];
  for (const form of forms) await expectSummary(page, form);
});

test("[FRM-2] each line of a summary names its field, repeats its message and leads there: a person", async ({
  database,
  enter,
}) => {
  const page = await enter(await addAccount(database));
  const forms: Form[] = [
    { path: "/account/companies/new", button: "Next", fill: { "Company name": "Kiwi Works" } },
    { path: "/account/profile", button: "Save profile", fill: { Name: " " } },
    { path: "/account/security/password", button: "Change password" },
    { path: "/account/security/email", button: "Send link", fill: { "New email": "not an address" } },
    { path: "/account/security/authenticator", button: "Set up" },
    { path: "/account/security/authenticator/off", button: "Turn off" },
    { path: "/account/security/recovery-codes", button: "Make new codes" },
    { path: "/account/security/delete?sent=1", button: "Delete account" },
  ];
  for (const form of forms) await expectSummary(page, form);
});

test("[FRM-2] each line of a summary names its field, repeats its message and leads there: a company", async ({
  database,
  enter,
}) => {
  const company = await addOwnCompany(database);
  const page = await enter(company.owner);
  const base = `/c/${company.slug}`;
  await expectSummary(page, { path: `${base}/company/edit`, button: "Save profile", fill: { Phone: "call me" } });
  await expectSummary(page, { path: `${base}/company/employees/add`, button: "Add", fill: { Email: "a@b, c@d" } });
  await expectSummary(page, {
    path: `${base}/company/services/enroll`,
    button: "Activate",
    fill: { "Expected hubs": "many", "Legal name": "Kiwi Works Ltd" },
  });
  await makeDealer(database, company);
  const hub = await addHub(database, company);
  const employee = `${base}/company/employees/${await employeeOf(database, company)}`;
  const forms: Form[] = [
    { path: employee, button: "Change role", spoil: "role" },
    { path: `${employee}?confirm=remove`, button: "Remove", spoil: "successorId" },
    { path: `${base}/objects/new`, button: "Create object", fill: { Name: "Kiosk" } },
    { path: `${hub.paths.object}/hubs/new`, button: "Add hub", fill: { "Hub ID": "12", Name: "Kiosk hub" } },
    { path: `${hub.paths.hub}/share`, button: "Share hub" },
    { path: `${hub.paths.hub}/settings/monitoring-station`, button: "Save" },
    { path: `${base}/company/integrations`, button: "Make key" },
    { path: `${base}/company/delete`, button: "Delete company" },
  ];
  for (const form of forms) await expectSummary(page, form);
});

test("[FRM-2] each line of a summary names its field, repeats its message and leads there: the platform", async ({
  database,
  enter,
}) => {
  const page = await enter(await addAccount(database, { isPlatformAdmin: true }));
  const { id } = await addOwnCompany(database, { kind: "MONITORING" });
  const forms: Form[] = [
    { path: "/admin/countries?edit=NO", button: "Save", choose: /^Closed/ },
    { path: `/admin/resellers/new?company=${id}`, button: "Make it a reseller", fill: { Reason: "Contract 12" } },
  ];
  for (const form of forms) await expectSummary(page, form);
});

test("[FRM-2] the page that a form put right leads to has its own title", async ({ enter, sicura, staff }) => {
  const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
  await page.goto("/c/sicura/objects/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Corner kiosk");
  await page.getByRole("button", { name: "Create object" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByRole("textbox", { name: "Address", exact: true }).fill("Via Appia 7, Roma");
  await page.getByRole("button", { name: "Create object" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Corner kiosk" })).toBeVisible();
  await expect(page).toHaveTitle(/^Corner kiosk/);
});
