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
  await expect(way).toHaveText((viewport?.width ?? 0) < 640 ? new RegExp(`${hub.name}$`) : /\/\s+Ajax Services$/, {
    useInnerText: true,
  });
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
    const beyond = () =>
      boxes.evaluateAll((all) =>
        all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth).filter((width) => width !== 0),
      );
    await expect.poll(beyond, path).toEqual([]);
  }
});

test("each state of a hub has a drawing of its own, not a color alone", async ({ database, sicura, enter, staff }) => {
  const good = await addHub(database, sicura, { state: "ACTIVE" });
  const bad = await addHub(database, sicura, { hasSim: false });
  await database.write([
    [
      `update hub set has_wifi = true, wifi = '{"enabled":true,"ssid":"Shop"}', has_cellular = true, cellular_generation = 4,
         signal_bars = 3, noise_dbm = -92 where id = $1`,
      [good.key],
    ],
    [
      `insert into station (hub_id, company_id, account_number, address, port, test_period_seconds,
         acknowledged_at)
       values ($1, $2, '1234', 'station.example', 9000, 0, now())`,
      [good.key, sicura.id],
    ],
    [
      `update hub set is_online = false, online_since = null, has_ethernet = false, ethernet = '{"enabled":false}',
         has_mains = false, battery_percent = 5, is_lid_closed = false, malfunctions = '{NO_MAINS,BATTERY_LOW}' where id = $1`,
      [bad.key],
    ],
  ]);
  const page = await enter(await staff(sicura, "INSTALLER"));
  const drawings = async (path: string) => {
    await page.goto(path);
    const strip = page.getByRole("list", { name: "Hub status" });
    await expect(strip.getByRole("listitem")).toHaveCount(10);
    return strip.locator("use").evaluateAll((uses) => uses.map((use) => use.getAttribute("href")));
  };
  const [one, other] = [await drawings(good.paths.hub), await drawings(bad.paths.hub)];
  expect(one.filter((drawing, index) => drawing === other[index])).toEqual([]);
});
