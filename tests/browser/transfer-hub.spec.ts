import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a configuration goes to another hub, once nothing stands in the way", async ({
  database,
  sicura,
  enter,
  staff,
}) => {
  const source = await addHub(database, sicura, { state: "ACTIVE" });
  const target = await addHub(database, sicura);
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto(source.paths.hub);
  await page.getByRole("link", { name: "Transfer configuration" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Transfer configuration: ${source.name}` })).toBeVisible();
  await page.getByRole("searchbox", { name: "Hub, ID or object" }).fill(target.hubId);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: new RegExp(target.name) }).click();

  await expect(page.getByRole("heading", { name: `To ${target.name}` })).toBeVisible();
  await expect(page.getByText(`Ajax Services run on ${source.name}. Stop them before the transfer.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Start transfer" })).toHaveCount(0);
  const chosen = `${source.paths.hub}/transfer?to=${target.hubId}`;
  await expectAccessible(page, chosen);

  await page.getByRole("link", { name: `Stop now on ${source.name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: source.objectName })).toBeVisible();

  await page.goto(chosen);
  await page.getByRole("button", { name: "Start transfer" }).click();
  await expect(page.getByText(/^A transfer runs on this hub until about/)).toBeVisible();
  await page.goto(target.paths.package);
  await expect(page.getByText(/^A configuration transfer runs on this hub until about/)).toBeVisible();
  await page.goto(`${source.paths.hub}/transfer?q=nothing+is+called+so`);
  await expect(page.getByText(/^A transfer runs on this hub until about/)).toBeVisible();
});
