import { expect, test } from "./support/portal-test";
import { addEmployee } from "./support/world";

test("[SGN-3] the switcher shows company, role and kind, and switching stays in the section", async ({
  database,
  dnipro,
  sicura,
  enter,
}) => {
  const person = await addEmployee(database, dnipro, "SERVICE_MANAGER");
  await database.write([
    [
      `insert into employee (id, company_id, account_id, role, joined_at) values (gen_random_uuid(), $1, $2, 'INSTALLER', now())`,
      [sicura.id, person.id],
    ],
  ]);
  const page = await enter(person);
  const switcher = page.getByLabel(/^Switch company/);

  await page.goto("/c/dnipro/company/services");
  await expect(switcher).toHaveAccessibleName("Switch company: Dnipro Guard, Service Manager");
  await switcher.click();
  await page.getByRole("link", { name: "Sicura Casa Installer, Installation" }).click();
  await expect(page).toHaveURL("/c/sicura/company/services");
  await expect(switcher).toHaveAccessibleName("Switch company: Sicura Casa, Installer");

  await page.goto("/c/dnipro/company/employees");
  await switcher.click();
  await page.getByRole("link", { name: "Sicura Casa Installer, Installation" }).click();
  await expect(page, "An installer has no employees there, so the tab itself opens.").toHaveURL("/c/sicura/company");

  await page.goto("/");
  await expect(page, "The next sign-in opens where the person looked last.").toHaveURL("/c/sicura/objects");
});
