import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright/test";
import { mailFrameNoise } from "./support/mail-frame";
import { mailedPath } from "./support/mails";
import { expect, signIn, test } from "./support/portal-test";
import { addSandbox, type Sandbox } from "./support/sandbox";
import { popUp, section } from "./support/screens";
import { addAccount, addEmployee } from "./support/world";

const zone = "Europe/Kyiv";

/** The line of a person or an offer in the list of employees. */
function line(page: Page, text: string): Locator {
  return page.getByRole("table", { name: "Employees and invitations" }).getByRole("row").filter({ hasText: text });
}

/** The switcher under the cap icon. */
function switcher(page: Page): Locator {
  return page.getByLabel(/^Switch company/);
}

async function openEmployees(page: Page, company: Sandbox): Promise<void> {
  await page.goto(`/c/${company.slug}/company/employees`);
  await expect(page.getByRole("heading", { level: 1, name: "Employees" })).toBeVisible();
}

async function invite(page: Page, email: string, role = "Service Manager"): Promise<void> {
  await page.getByRole("link", { name: "Add employee", exact: true }).click();
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
}

test.describe("the manual's third chapter", () => {
  test.use({ expectedNoise: mailFrameNoise });

  test("the manual: creating a Service Manager role", async ({ page, browser, database }) => {
    const company = await addSandbox(database, zone);
    const person = await addAccount(database);

    await test.step("[M3.1] Log in to your Company account.", async () => {
      await page.goto("/");
      await signIn(page, company.owner);
      await expect(page.getByText(company.name).first()).toBeVisible();
    });
    await test.step("[M3.2] Go to Employees in the Company tab.", async () => {
      await section(page, "Company").click();
      await page.getByRole("link", { name: "Employees", exact: true }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: "Employees" })).toBeVisible();
      await expect(line(page, company.owner.email)).toContainText("Company owner");
    });
    await test.step("[M3.3] Click the Add employee button.", async () => {
      await page.getByRole("link", { name: "Add employee", exact: true }).click();
      await expect(page.getByRole("radio", { name: /^Service Manager/ })).toBeChecked();
      await expect(page.getByRole("radio", { name: /^Senior Service Manager/ })).toBeVisible();
    });
    await test.step("[M3.4] Enter the email address of the employee you want to assign to the Service Manager role.", () =>
      page.getByLabel("Email", { exact: true }).fill(person.email));
    await test.step("[M3.5] Click Add.", () => page.getByRole("button", { name: "Add", exact: true }).click());
    await test.step("[M3.6] You will see the new employee on the list of employees.", async () => {
      const entry = line(page, person.email);
      await expect(entry).toContainText("Invited");
      await expect(entry).toContainText("Service Manager");
      await expect(entry).toContainText(/until \d+ \w+ \d{4} at \d\d:\d\d \(Kyiv, UTC\+\d\)/);
      await expect(entry.getByRole("button", { name: "Resend" })).toBeVisible();
      await expect(entry.getByRole("button", { name: "Revoke" })).toBeVisible();
    });
    await test.step("[M3.7] The new employee will get an email with the invitation to join the company.", async () => {
      await page.goto(`/mailbox?to=${person.email}`);
      await expect(page.getByRole("link", { name: `${company.name} invites you as Service Manager` })).toBeVisible();
      await page.getByRole("link", { name: `${company.name} invites you as Service Manager` }).click();
      await expect(page.getByRole("region", { name: "As text" })).toContainText(company.owner.name);
    });
    await test.step("[M3.8] Now the new employee can log in, click the cap icon and select the company they've been invited to.", async () => {
      const context = await browser.newContext();
      const own = await context.newPage();
      await own.goto("/");
      await signIn(own, person);
      await switcher(own).click();
      const entry = own.getByRole("listitem").getByRole("link", { name: new RegExp(`^${company.name}`) });
      await expect(entry.filter({ hasText: "Service Manager, Mixed" })).toContainText("Invited");
      await entry.filter({ hasText: "Service Manager, Mixed" }).click();
      // The form needs its script, which the whole page may bring where the link was pressed before its own had come.
      await own.waitForURL(/\/account\/invitations\//);
      await own.getByRole("button", { name: "Accept" }).click();
      await expect(own).toHaveURL(`/c/${company.slug}/objects`);
      await expect(switcher(own)).toContainText("Service Manager");
      await context.close();
    });
    await openEmployees(page, company);
    await expect(line(page, person.email)).toContainText("Active");
  });
});

test("the mail's page: only the invited person accepts, once, and opening it changes nothing", async ({
  enter,
  database,
}) => {
  const company = await addSandbox(database, zone);
  const [person, other] = [await addAccount(database), await addAccount(database)];
  const owner = await enter(company.owner);
  await openEmployees(owner, company);
  await invite(owner, person.email, "Installer");
  await expect(line(owner, person.email)).toContainText("Invited");
  const link = await mailedPath(owner, { to: person.email, subject: /invites you as/ });

  await test.step("[J5.3] Another person learns that the invitation is for another email.", async () => {
    const page = await enter(other);
    await page.goto(link);
    await expect(page.getByText("This invitation is for another email. Sign in with that account.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Accept" })).toHaveCount(0);
  });
  const page = await enter(person);
  await test.step("[J5.3] Before accepting, the person has no right at all, however often the link is opened.", async () => {
    await page.goto(link);
    await page.goto(link);
    await expect(page.getByRole("button", { name: "Decline" })).toBeVisible();
    const { n } = await database.row<{ n: number }>("select count(*)::int as n from employee where account_id = $1", [
      person.id,
    ]);
    expect(n).toBe(0);
  });
  await test.step("[J5.3] Accepting opens the company, which stands in the switcher at once.", async () => {
    await page.getByRole("button", { name: "Accept" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
    await switcher(page).click();
    await page.getByRole("link", { name: "Personal account" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Personal account" })).toBeVisible();
    await switcher(page).click();
    await page
      .getByRole("link", { name: new RegExp(`^${company.name}`) })
      .first()
      .click();
    await expect(page).toHaveURL(`/c/${company.slug}/objects`);
  });
  await test.step("A used link is spent.", async () => {
    await page.goto(link);
    await expect(page.getByText("This link was used or is too old. Ask for a new one.")).toBeVisible();
  });
});

test("an address without a PRO account is kept, and can be reminded and revoked", async ({ enter, database }) => {
  const company = await addSandbox(database, zone);
  const page = await enter(company.owner);
  const email = `${randomUUID()}@nowhere.example`;
  await openEmployees(page, company);
  await test.step("[J5.4] NO_PRO_ACCOUNT keeps what was typed and offers Keep and remind.", async () => {
    await invite(page, email, "Installer");
    await expect(page.getByText(`${email} has no PRO account.`)).toBeVisible();
    await expect(page.getByLabel("Email", { exact: true })).toHaveValue(email);
    await expect(page.getByRole("radio", { name: /^Installer/ })).toBeChecked();
  });
  await test.step("[J5.4] It is listed as Waiting for PRO account.", async () => {
    await page.getByRole("button", { name: "Keep and remind" }).click();
    await expect(line(page, email)).toContainText("Waiting for PRO account");
  });
  await test.step("[EMP-1] Resend and Revoke stand in the list.", async () => {
    await line(page, email).getByRole("button", { name: "Resend" }).click();
    await expect(page.getByText("The reminder was sent again.")).toBeVisible();
    await line(page, email).getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByText("The invitation was taken back.")).toBeVisible();
    await expect(line(page, email)).toHaveCount(0);
  });
  await test.step("Inviting somebody twice is refused and names the day.", async () => {
    const person = await addAccount(database);
    await invite(page, person.email);
    await expect(line(page, person.email)).toContainText("Invited");
    await invite(page, person.email);
    await expect(page.getByText(new RegExp(`^${person.email} was invited on \\d+ \\w+ \\d{4}\\.`))).toBeVisible();
  });
});

test.describe("rights that end", () => {
  // A browser tells on its console of pages that are refused.
  test.use({ expectedNoise: /status of 40[34]/ });

  test("a new role and a removal hold from the next click, also for a form that is open", async ({
    enter,
    database,
  }) => {
    const company = await addSandbox(database, zone);
    const person = await addEmployee(database, company, "SERVICE_MANAGER");
    const [owner, manager] = [await enter(company.owner), await enter(person)];
    await openEmployees(manager, company);
    await expect(manager.getByText(`Only the Company owner, ${company.owner.name},`)).toBeVisible();
    await expect(manager.getByRole("link", { name: "Add employee" })).toHaveCount(0);

    await test.step("[EMP-2] The owner lets a manager see money; it holds from the next click.", async () => {
      await manager.goto(`/c/${company.slug}/services/resellers`);
      await expect(manager.getByRole("link", { name: "Billed accounts" })).toHaveCount(0);
      await openEmployees(owner, company);
      await owner.getByRole("link", { name: person.name }).click();
      const money = owner.getByRole("region", { name: "Money" });
      await expect(money.getByText("See amounts of money", { exact: true })).toBeVisible();
      await money.getByRole("button", { name: "Show money to this manager" }).click();
      await expect(owner.getByText("The sight of money was changed.")).toBeVisible();
      await expect(owner.getByText("Service Manager, sees money")).toBeVisible();
      await manager.reload();
      await expect(manager.getByRole("link", { name: "Billed accounts" })).toBeVisible();
    });
    await test.step("[EMP-2] A new role is shown as rights lost and won.", async () => {
      await openEmployees(owner, company);
      await owner.getByRole("link", { name: person.name }).click();
      await owner.getByRole("radio", { name: /^Installer/ }).check();
      const panel = owner.getByRole("region", { name: "Change role" });
      await expect(panel).toContainText("Rights lost");
      await expect(panel.getByText("See amounts of money", { exact: true })).toBeVisible();
      await expect(panel.getByText("Read the history", { exact: true })).toBeVisible();
      await expect(panel.getByText("Send requests to resellers")).toBeVisible();
      await owner.getByRole("button", { name: "Change role" }).click();
      await expect(owner.getByText("The role was changed.")).toBeVisible();
    });
    await test.step("[EMP-2] It holds from the next click.", async () => {
      await manager.reload();
      await expect(manager.getByRole("heading", { level: 1, name: "Employees" })).toHaveCount(0);
      await manager.goto(`/c/${company.slug}/objects/new`);
      await expect(manager.getByLabel("Name", { exact: true })).toBeVisible();
      await manager.getByLabel("Name", { exact: true }).fill("Kiosk");
      await manager.getByLabel("Address", { exact: true }).fill("Main street 2");
    });
    await test.step("[EMP-2] Removal shows what ends and what is handed over, and to whom.", async () => {
      await owner.getByRole("link", { name: "Remove", exact: true }).click();
      await expect(popUp(owner)).toHaveAccessibleName(`Remove ${person.name} from ${company.name}?`);
      await expect(popUp(owner)).toContainText("What ends and what is handed over");
      await expect(popUp(owner)).toContainText("1 sign-in loses access at once");
      await expect(popUp(owner).getByLabel("Hand over to")).toContainText(`${company.owner.name}, Company owner`);
      await expect(popUp(owner).getByRole("button", { name: "Cancel" })).toBeFocused();
      await popUp(owner).getByRole("button", { name: "Remove", exact: true }).click();
      await expect(owner.getByText("The employee was removed.")).toBeVisible();
      await expect(line(owner, person.email)).toHaveCount(0);
    });
    await test.step("[J2.4] The form that was open fails with the new truth.", async () => {
      await manager
        .getByRole("main")
        .getByRole("button", { name: /^(Add|Create) object$/ })
        .click();
      await expect(manager.getByText("Nothing is here, or it belongs to another company.")).toBeVisible();
      await manager.goto(`/c/${company.slug}/objects`);
      await expect(manager.getByRole("heading", { level: 1, name: "Objects" })).toHaveCount(0);
    });
  });

  test("the owner's row has no acts; everybody else may leave", async ({ enter, database }) => {
    const company = await addSandbox(database, zone);
    const person = await addEmployee(database, company, "INSTALLER");
    const owner = await enter(company.owner);
    await openEmployees(owner, company);
    await owner.getByRole("link", { name: company.owner.name }).click();
    await expect(owner.getByText("The owner is set when a company is created and never changes.")).toBeVisible();
    await expect(owner.getByRole("button", { name: "Change role" })).toHaveCount(0);
    await expect(owner.getByRole("link", { name: /^(Remove|Leave)$/ })).toHaveCount(0);

    const page = await enter(person);
    await page.goto(`/c/${company.slug}/company/employees/me`);
    await page.getByRole("link", { name: "Leave", exact: true }).click();
    await expect(popUp(page)).toHaveAccessibleName(`Leave ${company.name}?`);
    await popUp(page).getByRole("button", { name: "Leave", exact: true }).click();
    await expect(page.getByText("You left the company.")).toBeVisible();
    await page.goto(`/c/${company.slug}/objects`);
    await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toHaveCount(0);
  });
});
