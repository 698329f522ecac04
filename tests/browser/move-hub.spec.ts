import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a hub moves to another object of the company, and what runs on it goes on", async ({
  database,
  sicura,
  enter,
  staff,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const other = await addHub(database, sicura);
  const page = await enter(await staff(sicura, "INSTALLER"));

  await page.goto(hub.paths.hub);
  await page.getByRole("link", { name: "Move", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Move hub: ${hub.name}` })).toBeVisible();
  await page.getByRole("searchbox", { name: "Object’s name, address or reference" }).fill(other.objectName);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?]q=/);
  await expect(page.getByRole("radio")).toHaveCount(1);

  await page.getByRole("button", { name: "Move hub" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("There is a problem");
  await page.getByRole("radio", { name: other.objectName }).check();
  await page.getByRole("button", { name: "Move hub" }).click();

  await expect(page).toHaveURL(`/c/sicura/objects/${other.objectId}/hubs/${hub.hubId}`);
  await expect(page.getByText(`Moved from ${hub.objectName} to ${other.objectName}`)).toBeVisible();
  await expect(page.getByRole("link", { name: /^Activated/ }).first()).toBeVisible();

  await page.goto(`/c/sicura/objects/${other.objectId}/hubs/${hub.hubId}/move?q=nothing+is+called+so`);
  await expect(page.getByRole("heading", { name: "No other object fits" })).toBeVisible();
  await expectAccessible(page, `/c/sicura/objects/${other.objectId}/hubs/${hub.hubId}/move?q=shop`);
});

test.describe("another company's hub", () => {
  test.use({ expectedNoise: /status of 404/ });

  test("has no page to move it", async ({ database, dnipro, enter, staff, sicura }) => {
    const hub = await addHub(database, dnipro);
    const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
    await page.goto(`/c/sicura/objects/${hub.objectId}/hubs/${hub.hubId}/move`);
    await expect(page.getByText("Nothing is here, or it belongs to another company.")).toBeVisible();
  });
});
