import { expect, test } from "./support/portal-test";
import { addHub } from "./support/world";

test("the way here ends before the heading on a phone, and names the page on a desk", async ({
  database,
  sicura,
  enter,
  staff,
  viewport,
}) => {
  const hub = await addHub(database, sicura);
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto(hub.paths.package);
  const way = page.getByRole("navigation", { name: "You are here" });
  const words = await way.innerText();
  expect(words.replaceAll(/\s+/g, " ")).toMatch(
    (viewport?.width ?? 0) < 640 ? new RegExp(`${hub.name}$`) : /\/ Ajax Services$/,
  );
});

test("a payer's fee says for how long it is", async ({ database, dnipro, enter }) => {
  const hub = await addHub(database, dnipro);
  const page = await enter({ id: "", name: "Oksana Shevchenko", email: "owner@dnipro.example" });
  await page.goto(hub.paths.package);
  await expect(page.getByRole("radio", { name: "Black Sea Monitoring €3.50 a month", exact: true })).toBeVisible();
});
