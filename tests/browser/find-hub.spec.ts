import { expectAccessible } from "./support/accessible";
import { forbidCamera, showToCamera } from "./support/camera";
import { expect, test } from "./support/portal-test";
import { popUp } from "./support/screens";
import { addHub, packagesOf } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("from the code on a hub to activated services in four taps", async ({ database, sicura, enter, staff }) => {
  const hub = await addHub(database, sicura);
  const page = await enter(await staff(sicura, "INSTALLER"));
  await showToCamera(page, `HUB:${hub.hubId}`);

  await page.goto("/c/sicura/objects");
  await page.getByRole("link", { name: "Scan or type a code" }).click();
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(page).toHaveURL(hub.paths.package);
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await popUp(page).getByRole("button", { name: "Activate", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
  expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE" }]);
});

test("typing the code takes four taps as well: the field waits for it", async ({ database, sicura, enter, staff }) => {
  const hub = await addHub(database, sicura);
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto("/c/sicura/objects");
  await page.getByRole("link", { name: "Scan or type a code" }).click();
  await expect(page.getByLabel("Hub ID or SIM number")).toBeFocused();
  await page.keyboard.type(hub.hubId);
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await popUp(page).getByRole("button", { name: "Activate", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
});

test("typing is equal, follows a refused camera, and says what is wrong", async ({
  database,
  sicura,
  dnipro,
  enter,
  staff,
}) => {
  const hub = await addHub(database, sicura, { hasSim: false });
  const foreign = await addHub(database, dnipro);
  const page = await enter(await staff(sicura, "INSTALLER"));
  await forbidCamera(page);
  await page.goto("/c/sicura/objects/find");
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(page.getByText("The camera cannot be used here.")).toBeVisible();

  const code = page.getByLabel("Hub ID or SIM number");
  await code.fill("12345");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("Enter the 8 characters under the QR code, 0–9 and A–F.")).toBeVisible();
  await expect(code).toHaveValue("12345");

  for (const unknown of [foreign.hubId, "FFFFFFFF"]) {
    await code.fill(unknown);
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page).toHaveURL(new RegExp(`code=${unknown}`));
    await expect(page.getByText("No hub of Sicura Casa has this code.")).toBeVisible();
    await expect(code).toHaveValue(unknown);
  }
  await expectAccessible(page, "/c/sicura/objects/find?code=FFFFFFFF");

  await code.fill(hub.hubId.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(hub.paths.package);
  await expect(page.getByText("There is no SIM in this hub. Insert an Ajax SIM.")).toBeVisible();
});
