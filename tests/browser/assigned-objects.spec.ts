import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addSandbox } from "./support/sandbox";
import { addEmployee, addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" }, expectedNoise: /status of 404/ });

test("installers see the objects assigned to them alone, once the owner says so (PRODUCT J8.3)", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const own = await addHub(database, sandbox);
  const other = await addHub(database, sandbox);
  const installer = await addEmployee(database, sandbox, "INSTALLER");
  const field = await enter(installer);
  await field.goto(other.paths.hub);
  await expect(field.getByRole("heading", { level: 1 })).toContainText(other.name);
  await expect(field.getByRole("link", { name: "Assign", exact: true })).toHaveCount(0);

  const owner = await enter(sandbox.owner);
  await expectAccessible(owner, `${own.paths.object}/assign`);
  await owner.goto(own.paths.object);
  await owner.getByRole("link", { name: "Assign", exact: true }).click();
  await owner.getByLabel("Assigned to").selectOption({ label: `${installer.name}, Installer` });
  await owner.getByRole("button", { name: "Assign", exact: true }).click();
  await expect(owner.getByText(`Assigned to ${installer.name}`)).toBeVisible();
  await owner.goto(`/c/${sandbox.slug}/company/services`);
  await owner.getByRole("button", { name: "Assigned objects only" }).click();
  await expect(owner.getByRole("button", { name: "Every object" })).toBeVisible();
  await expectAccessible(owner, `/c/${sandbox.slug}/company/services`);

  await field.goto(other.paths.hub);
  await expect(field.getByRole("heading", { level: 1, name: "Nothing is here" })).toBeVisible();
  await field.goto(`/c/${sandbox.slug}/objects`);
  await expect(field.getByRole("main")).toContainText(own.hubId);
  await expect(field.getByRole("main")).not.toContainText(other.hubId);
  await field.goto(own.paths.package);
  await field.getByRole("button", { name: "Activate", exact: true }).click();
  await field.getByRole("dialog").getByRole("button", { name: "Activate", exact: true }).click();
  await expect(field.getByRole("heading", { name: "Services activated" })).toBeVisible();
  await owner.goto(other.paths.hub);
  await expect(owner.getByRole("heading", { level: 1 })).toContainText(other.name);
});
