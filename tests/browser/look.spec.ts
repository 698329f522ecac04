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

test("no table of a dashboard is wider than its panel, on phones as well as on desks", async ({ enter }) => {
  for (const [path, email] of [
    ["/c/dnipro/services", "manager@dnipro.example"],
    ["/r/blacksea", "manager@blacksea.example"],
  ] as const) {
    const page = await enter({ id: "", name: email, email });
    await page.goto(path);
    const boxes = page.getByRole("main").locator(".scroll");
    await expect(boxes.first()).toBeVisible();
    const beyond = await boxes.evaluateAll((all) =>
      all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    );
    expect(beyond, path).toEqual(beyond.map(() => 0));
  }
});
