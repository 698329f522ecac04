import type { Page } from "playwright/test";
import { addOwnCompany, makeDealer } from "./support/companies";
import { expect, test } from "./support/portal-test";
import { addAccount } from "./support/world";

/** A form as it is reached and sent with nothing, or with something wrong, in it. */
type Form = { path: string; button: string; fill?: Record<string, string> };

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

/** Sends the form and expects of its summary all that the specification promises. */
async function expectSummary(page: Page, { path, button, fill = {} }: Form): Promise<void> {
  await page.goto(path);
  for (const [label, value] of Object.entries(fill)) await page.getByLabel(label, { exact: true }).fill(value);
  const title = await page.title();
  await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
  const summary = page.getByRole("main").getByRole("alert");
  await expect(summary, path).toContainText("There is a problem");
  await expect(summary, path).toBeFocused();
  expect(await page.title(), path).toBe(`Error: ${title}`);
  for (const [label, value] of Object.entries(fill)) {
    await expect(page.getByLabel(label, { exact: true }), path).toHaveValue(value);
  }
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

test("[FRM-2] each line of a summary names its field, repeats its message and leads there: signed out", async ({
  page,
}) => {
  const forms: Form[] = [
    { path: "/sign-in", button: "Sign in", fill: { Email: "somebody@a.example" } },
    { path: "/register", button: "Create PRO account", fill: { Email: "two@a.example, three@b.example" } },
    { path: "/forgot-password", button: "Send link" },
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
  await makeDealer(database, company);
  await expectSummary(page, { path: `${base}/objects/new`, button: "Create object", fill: { Name: "Kiosk" } });
  await expectSummary(page, { path: `${base}/company/delete`, button: "Delete company" });
});
