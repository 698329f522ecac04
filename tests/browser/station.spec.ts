import { expectNoViolations } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { sign } from "./support/screens";
import { addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a hub's monitoring station is set, answers a test, and is shown on the hub; its key is never shown", async ({
  database,
  sicura,
  enter,
  staff,
}) => {
  test.slow();
  const hub = await addHub(database, sicura);
  const page = await enter(await staff(sicura, "INSTALLER"));
  await page.goto(hub.paths.hub);
  await expect(sign(page, "Station")).toContainText("not connected");
  await page.getByRole("link", { name: "Monitoring station" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Monitoring station" })).toBeVisible();

  await page.getByRole("textbox", { name: "Account number" }).fill("12");
  await page.getByRole("combobox", { name: "Encryption" }).selectOption("A new key");
  await page.getByLabel("New key").fill("a key too short");
  await page.getByRole("button", { name: "Save" }).click();
  const problems = page.getByRole("main").getByRole("alert");
  await expect(problems).toContainText("Account number: Enter 3 to 16 digits, 0–9 and A–F.");
  await expect(problems).toContainText("New key: Enter 16 Latin letters and digits, or up to 32 hex digits.");
  await expect(problems).toContainText("Address: Fill this in.");
  await expectNoViolations(page, "a refused station");

  await page.getByRole("textbox", { name: "Account number" }).fill("1a2b");
  await page.getByLabel("New key").fill("sixteen letters!");
  await page.getByRole("textbox", { name: "Address", exact: true }).fill("station.demo.example");
  await page.getByRole("textbox", { name: "Port", exact: true }).fill("9500");
  await page.getByRole("textbox", { name: "Periodic test, minutes" }).fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. The hub dials the station")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Encryption" })).toHaveValue("KEEP");
  await page.getByRole("combobox", { name: "Protocol" }).selectOption("CID");
  await page.getByRole("button", { name: "Save" }).click();
  const stored = () =>
    database.row<{ protocol: string; hasKey: boolean; version: number }>(
      `select protocol::text as protocol, sealed_key is not null as "hasKey", version from station where hub_id = $1`,
      [hub.key],
    );
  await expect.poll(stored).toEqual({ protocol: "CID", hasKey: true, version: 2 });
  await expect(page.getByRole("combobox", { name: "Protocol" })).toHaveValue("CID");
  await expect(page.getByRole("combobox", { name: "Encryption" })).toHaveValue("KEEP");
  expect(await page.content()).not.toContain("sixteen letters!");

  const connection = page.getByRole("region", { name: "Connection" });
  await expect(connection).toContainText("Not reached yet");
  await page.getByRole("button", { name: "Test now" }).click();
  await expect(connection).toContainText("Connected", { timeout: 45_000 });
  await expect(connection).toContainText("nothing");
  await expectNoViolations(page, "a station that answers");

  await page.goto(hub.paths.hub);
  await expect(sign(page, "Station")).toContainText("connected");
  await expect(page.getByText("Test sent to the monitoring station")).toBeVisible();
  await database.write([
    ["update station set is_lost = true, fault = 'SILENCE', fault_at = now() where hub_id = $1", [hub.key]],
    [
      "update hub set has_cellular = true, cellular_generation = 4, signal_bars = 2, noise_dbm = -70, battery_percent = 97 where id = $1",
      [hub.key],
    ],
  ]);
  await page.reload();
  await expect(sign(page, "Station")).toContainText("lost");
  await expect(sign(page, "4G")).toContainText("2 of 3 bars, −70 dBm, noisy");
  await expect(sign(page, "Battery")).toContainText("95 %");

  await page.getByRole("link", { name: "Monitoring station" }).click();
  await page.getByRole("button", { name: "Remove station" }).click();
  await expect(page.getByRole("heading", { level: 1, name: hub.name })).toBeVisible();
  await expect(sign(page, "Station")).toContainText("not connected");
});
