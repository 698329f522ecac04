import { randomInt } from "node:crypto";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** A number of an Ajax SIM that nobody has used. */
const newNumber = () => `8988303${String(randomInt(10 ** 11)).padStart(12, "0")}`;

test("a SIM is swapped in four taps, and services run on", async ({ database, sicura, enter, staff }) => {
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const page = await enter(await staff(sicura, "INSTALLER"));
  const iccid = newNumber();

  await page.goto(hub.paths.hub);
  await page.getByRole("link", { name: "Swap SIM" }).click();
  await expect(page.getByRole("radio", { name: /^Another SIM/ })).toBeChecked();
  await expect(page.getByText("The new SIM is switched on now.")).toBeVisible();

  await page.getByRole("button", { name: "Swap SIM" }).click();
  await expect(page.getByText("Enter the 19 or 20 digits printed on the SIM.").first()).toBeVisible();
  await page.getByLabel("SIM number").fill("8964050123456789012");
  await page.getByRole("button", { name: "Swap SIM" }).click();
  await expect(page.getByText("The SIM in slot 1 is not an Ajax SIM.").first()).toBeVisible();
  await page.getByLabel("SIM number").fill(iccid);
  await page.getByRole("button", { name: "Swap SIM" }).click();

  await expect(page.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();
  await expect(page.getByText(`SIM swapped: ${iccid} took over`)).toBeVisible();
  await expect(page.getByRole("link", { name: /^Activated/ }).first()).toBeVisible();
});

test("without running services there is nothing to swap", async ({ database, sicura, enter, staff }) => {
  const hub = await addHub(database, sicura);
  const running = await addHub(database, sicura, { state: "EXPIRING" });
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto(`${hub.paths.hub}/sim/swap`);
  await expect(page.getByRole("heading", { name: "Nothing to swap" })).toBeVisible();
  await expectAccessible(page, `${running.paths.hub}/sim/swap`);
});
