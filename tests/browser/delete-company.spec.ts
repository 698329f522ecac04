import { demoPassword } from "@/prisma/seed/people";
import { addOwnCompany, makeDealer } from "./support/companies";
import { expect, test } from "./support/portal-test";
import { addEmployee, addHub } from "./support/world";

test("services that run are listed before any form, and lead to each hub", async ({ enter, database }) => {
  const company = await addOwnCompany(database);
  await makeDealer(database, company);
  const [runs, ends] = [
    await addHub(database, company, { state: "ACTIVE" }),
    await addHub(database, company, { state: "EXPIRING" }),
  ];
  const page = await enter(company.owner);
  await page.goto(`/c/${company.slug}/company`);
  await page.getByRole("link", { name: /^Delete company/ }).click();

  await expect(page.getByText("Ajax Services still run on 2 hubs. Stop each, or wait for its end.")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Delete company" })).toHaveCount(0);
  await expect(page.getByRole("row", { name: new RegExp(runs.name) })).toContainText("Runs on");
  await page.getByRole("link", { name: ends.name }).click();
  await expect(page).toHaveURL(ends.paths.package);
});

test("a reseller that pays for running services stays", async ({ enter, database }) => {
  const company = await addOwnCompany(database);
  await makeDealer(database, company, "harbor");
  await addHub(database, company, { state: "ACTIVE" });
  const harbor = await database.row<{ id: string; slug: string; name: string; timeZone: string }>(
    `select id, slug, name, time_zone as "timeZone" from company where slug = 'harbor'`,
  );
  const owner = await database.row<{ id: string; name: string; email: string }>(
    `select a.id, a.name, a.email from employee e join pro_account a on a.id = e.account_id
     where e.company_id = $1 and e.role = 'OWNER'`,
    [harbor.id],
  );
  const page = await enter(owner);
  await page.goto("/c/harbor/company/delete");
  await expect(page.getByText(/\d+ hubs are billed to Harbor Watch\. They must end or move first\./)).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("the owner deletes with the typed name and the password; the others lose access", async ({ enter, database }) => {
  const company = await addOwnCompany(database);
  const manager = await addEmployee(database, company, "SERVICE_MANAGER");
  const page = await enter(company.owner);
  await page.goto(`/c/${company.slug}/company/delete`);
  const name = page.getByLabel(`Type ${company.name} to confirm`);
  const password = page.getByLabel("Your password");
  const press = () => page.getByRole("button", { name: "Delete company" }).click();

  await name.fill("Something else");
  await password.fill(demoPassword);
  await press();
  await expect(page.getByText(`Type ${company.name} exactly.`)).toBeVisible();
  await expect(name).toHaveValue("Something else");
  await expect(password).toHaveValue("");

  await name.fill(company.name);
  await password.fill("not the password");
  await press();
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();

  await password.fill(demoPassword);
  await press();
  await expect(page.getByText("The company is deleted.")).toBeVisible();
  await expect(page).toHaveURL(/\/account\/companies/);
  const mails = await database.rows<{ recipient: string }>(
    "select recipient from mail_message where template = 'employer-deleted' and company_id = $1 order by recipient",
    [company.id],
  );
  expect(mails.map(({ recipient }) => recipient)).toEqual([company.owner.email, manager.email].sort());
});

test("who may not delete is not offered it", async ({ enter, database }) => {
  const company = await addOwnCompany(database);
  const page = await enter(await addEmployee(database, company, "SERVICE_MANAGER"));
  await page.goto(`/c/${company.slug}/company`);
  await expect(page.getByRole("heading", { level: 1, name: company.name })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Delete company/ })).toHaveCount(0);
});
