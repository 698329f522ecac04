import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a hub is shared, added and run by the second company, and given back once its services are over (PRODUCT J8.4)", async ({
  database,
  dnipro,
  sicura,
  enter,
  staff,
}) => {
  test.slow();
  const hub = await addHub(database, dnipro);
  const place = await addHub(database, sicura);
  const holder = await enter(await staff(dnipro, "SERVICE_MANAGER"));
  const partner = await enter(await staff(sicura, "SERVICE_MANAGER"));

  await holder.goto(hub.paths.hub);
  await holder.getByRole("link", { name: "Share", exact: true }).click();
  await expect(holder.getByRole("heading", { level: 1, name: `Share hub: ${hub.name}` })).toBeVisible();
  await holder.getByLabel("Which company").fill("dnipro");
  await holder.getByRole("button", { name: "Share hub" }).click();
  await expect(holder.getByRole("main").getByRole("alert")).toContainText("This is your own company.");
  await holder.getByLabel("Which company").fill("sicura");
  await holder.getByRole("button", { name: "Share hub" }).click();
  await expect(holder.getByRole("heading", { name: "Shared with Sicura Casa" })).toBeVisible();
  await expectAccessible(holder, `${hub.paths.hub}/share`);

  await partner.goto("/c/sicura/objects");
  await expect(partner.getByRole("region", { name: "Shared with your company" })).toContainText(hub.hubId);
  await partner.goto(`${place.paths.object}/hubs/new`);
  await partner.getByLabel("Hub ID").fill(hub.hubId);
  await partner.getByLabel("Name", { exact: true }).fill("Shared");
  await partner.getByRole("button", { name: "Add hub" }).click();
  const own = `${place.paths.object}/hubs/${hub.hubId}`;
  await expect(partner).toHaveURL(own);
  await expect(partner.getByText("Another company holds this hub and shares it with yours.")).toBeVisible();
  await expect(partner.getByRole("link", { name: "Move", exact: true })).toHaveCount(0);

  await partner.goto(`${own}/package`);
  await partner.getByRole("button", { name: "Activate", exact: true }).click();
  await partner.getByRole("dialog").getByRole("button", { name: "Activate", exact: true }).click();
  await expect(partner.getByRole("heading", { name: "Services activated" })).toBeVisible();

  await holder.goto(hub.paths.object);
  await expect(holder.getByRole("link", { name: "Managed by another company" })).toBeVisible();
  await holder.goto(hub.paths.package);
  await expect(holder.getByText("Another company runs Ajax Services on this hub.").first()).toBeVisible();
  await expectAccessible(holder, hub.paths.package);
  await holder.goto(`${hub.paths.hub}/share`);
  await expect(holder.getByText("Sicura Casa can stop them, or they end with the month it sets.")).toBeVisible();

  await partner.goto(`${own}/package?confirm=stop`);
  await partner.getByRole("dialog").getByRole("button", { name: "Stop", exact: true }).click();
  await expect(partner.getByRole("link", { name: "Activation required" }).first()).toBeVisible();
  await expectAccessible(partner, own);

  await holder.reload();
  await holder.getByRole("button", { name: "End sharing" }).click();
  await expect(holder.getByLabel("Which company")).toBeVisible();
  await partner.goto(place.paths.object);
  await expect(partner.getByRole("heading", { level: 1, name: place.objectName })).toBeVisible();
  await expect(partner.getByText(hub.hubId)).toHaveCount(0);
});
