import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { popUp } from "./support/screens";
import { addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("the SIM cards of a company: states, search, and the way to their hubs", async ({
  database,
  sicura,
  enter,
  staff,
}) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto("/c/sicura/objects");
  await page.getByRole("link", { name: "SIM cards" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "SIM cards" })).toBeVisible();

  await page.getByRole("link", { name: /Carry services$/ }).click();
  await expect(page).toHaveURL(/state=running/);
  await page.getByRole("searchbox", { name: "SIM number, hub or object" }).fill(hub.hubId);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole("link", { name: /^Hub [0-9A-F]{8}$/ })).toHaveCount(1);
  await expect(page.getByText("Harbor Watch")).toBeVisible();
  await expectAccessible(page, `/c/sicura/sims?state=running&q=${hub.hubId}`);

  const colleague = await enter(await staff(sicura, "SERVICE_MANAGER"));
  await colleague.goto(`${hub.paths.package}?confirm=stop`);
  await popUp(colleague).getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No SIM card matches" })).toBeVisible();
  await page.goto(`/c/sicura/sims?q=${hub.hubId}`);
  await page.getByRole("link", { name: hub.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();

  await expectAccessible(page, "/c/sicura/sims?q=nothing+is+called+so");
  await expect(page.getByRole("heading", { name: "No SIM card matches" })).toBeVisible();
  await expectAccessible(page, "/c/sicura/sims?state=problem");
});
