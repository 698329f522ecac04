import { addOwnCompany } from "./support/companies";
import { mailedPath } from "./support/mails";
import { expect, signIn, test } from "./support/portal-test";
import { section } from "./support/screens";
import { addAccount, addEmployee, findCompany } from "./support/world";

test("the manual: Becoming a dealer", async ({ page, database }) => {
  const company = await addOwnCompany(database);

  await test.step("[M2.1] Log in to your Company account.", async () => {
    await page.goto("/");
    await signIn(page, company.owner);
    await page.goto(`/c/${company.slug}/objects`);
    await expect(section(page, "Services")).toHaveCount(0);
  });
  await test.step("[M2.2] Go to Services settings in the Company tab.", async () => {
    await section(page, "Company").click();
    await page
      .getByRole("main")
      .getByRole("link", { name: /^Services settings/ })
      .last()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "Services settings" })).toBeVisible();
  });
  await test.step("[M2.3] Click on Extra Ajax services.", async () => {
    await page.getByRole("link", { name: /^Extra Ajax services/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Extra Ajax services" })).toBeVisible();
  });
  await test.step("[M2.4] Fill in the required information and click Activate.", async () => {
    await expect(page.getByLabel("Legal name")).toHaveValue(company.name);
    await page.getByLabel("Expected hubs").fill("40");
    await page.getByRole("button", { name: "Activate" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Accept the terms to go on.");
    await expect(page.getByLabel("Expected hubs")).toHaveValue("40");
    await page.getByRole("checkbox", { name: /^I accept the terms/ }).check();
    await page.getByRole("button", { name: "Activate" }).click();
    await expect(page.getByText(`${company.name} is a dealer`)).toBeVisible();
  });
  await test.step("[M2.5] You will see a new tab available in the navigation bar.", () =>
    expect(section(page, "Services")).toBeVisible());

  const { reference, hubs } = await database.row<{ reference: string; hubs: number }>(
    "select reference, expected_hubs as hubs from dealer_enrollment where company_id = $1",
    [company.id],
  );
  expect(hubs).toBe(40);
  await expect(page.getByText(reference, { exact: true })).toBeVisible();
  expect(
    await database.rows(
      "select data ->> 'reference' as reference from mail_message where template = $1 and recipient = $2",
      ["dealer-enrolled", company.owner.email],
    ),
  ).toEqual([{ reference }]);
});

test("only the owner enrolls; others read who that is", async ({ enter, database }) => {
  const company = await addOwnCompany(database);
  const page = await enter(await addEmployee(database, company, "SERVICE_MANAGER"));
  await page.goto(`/c/${company.slug}/company/services/enroll`);
  await expect(page.getByText(`The owner of ${company.name} is ${company.owner.name}`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Activate" })).toHaveCount(0);
});

test("a company that only watches changes its kind first", async ({ enter, database }) => {
  const company = await addOwnCompany(database, { kind: "MONITORING" });
  const page = await enter(company.owner);
  await page.goto(`/c/${company.slug}/company/services/enroll`);
  await expect(page.getByText("A company of kind Monitoring cannot become a dealer")).toBeVisible();
  await page.getByRole("link", { name: "Edit profile" }).click();
  await page.getByRole("radio", { name: /^Mixed/ }).check();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("The profile is saved.")).toBeVisible();
  await page.goto(`/c/${company.slug}/company/services/enroll`);
  await expect(page.getByRole("button", { name: "Activate" })).toBeVisible();
});

test("a country without Ajax Services says so, and where they are", async ({ enter, database }) => {
  const nordlys = await findCompany(database, "nordlys");
  const { id, name, email } = await database.row<{ id: string; name: string; email: string }>(
    `select a.id, a.name, a.email from employee e join pro_account a on a.id = e.account_id
     where e.company_id = $1 and e.role = 'OWNER'`,
    [nordlys.id],
  );
  const page = await enter({ id, name, email });
  await page.goto("/c/nordlys/company/services/enroll");
  await expect(page.getByText("Ajax Services are not offered in Norway yet")).toBeVisible();
  await expect(page.getByRole("region", { name: "Countries with Ajax Services" })).toContainText("Ukraine");
  await expect(page.getByRole("button", { name: "Activate" })).toHaveCount(0);

  const company = await addOwnCompany(database, { country: "NO", timeZone: "Europe/Oslo" });
  const own = await enter(company.owner);
  await own.goto(`/c/${company.slug}/company/services/enroll`);
  await own.getByRole("button", { name: "Tell me when" }).click();
  await expect(own.getByText("We mail you once Ajax Services are offered in Norway.")).toBeVisible();
  await expect(own.getByRole("button", { name: "Tell me when" })).toHaveCount(0);
});

test("[J16] the platform says where Ajax Services are offered, and a company there reads it at once", async ({
  enter,
  database,
  isMobile,
}) => {
  // Both widths run at the same time: each has a country of its own.
  const at = isMobile
    ? { code: "LV", name: "Latvia", zone: "Europe/Riga" }
    : { code: "LT", name: "Lithuania", zone: "Europe/Vilnius" };
  const company = await addOwnCompany(database, { country: at.code, timeZone: at.zone });
  const page = await enter(company.owner);
  const admin = await enter(await addAccount(database, { isPlatformAdmin: true }));
  const form = `/c/${company.slug}/company/services/enroll`;
  const setTo = async (state: "Available" | "Not offered") => {
    await admin.goto("/admin/countries");
    const line = admin.getByRole("row").filter({ hasText: at.name });
    await line.getByRole("link", { name: `Change ${at.name}` }).click();
    await admin.getByRole("radio", { name: new RegExp(`^${state}`) }).check();
    await admin.getByLabel("Reason").fill("The network there changes");
    await admin.getByRole("button", { name: "Save" }).click();
    await expect(admin.getByText(`Saved for ${at.name}.`)).toBeVisible();
    await expect(line).toContainText(state);
  };

  await test.step("Not offered any more: the company reads so in place of the form, and asks to be told.", async () => {
    await page.goto(form);
    await expect(page.getByRole("button", { name: "Activate" })).toBeVisible();
    await setTo("Not offered");
    await page.reload();
    await expect(page.getByText(`Ajax Services are not offered in ${at.name} yet`)).toBeVisible();
    await page.getByRole("button", { name: "Tell me when" }).click();
    await expect(page.getByText(`We mail you once Ajax Services are offered in ${at.name}.`)).toBeVisible();
  });
  await test.step("Offered again: who asked gets the mail, and the form stands there.", async () => {
    await setTo("Available");
    await page.goto(await mailedPath(page, { to: company.owner.email, subject: /^Ajax Services are offered/ }));
    await page
      .getByRole("main")
      .getByRole("link", { name: /^Extra Ajax services/ })
      .click();
    await expect(page.getByRole("button", { name: "Activate" })).toBeVisible();
  });
});
