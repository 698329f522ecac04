import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessOfSim } from "@/lib/domain/sim-card";
import { demoApiKey, demoHome, demoRelay, demoResidents } from "@/prisma/seed/homes";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, type Home, homePassword, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

/** The parts of the guide that a reader runs, in their order; the first says what a demo has. */
const [settings = "", ...steps] = [
  ...readFileSync("docs/integration.md", "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map((found) => found[1] ?? "");

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner);
  await addRelay(owner);
  await invite(owner, home.hub);
});

afterAll(async () => {
  await server.close();
  await db.close();
});

test("the guide names what the demo world has", () => {
  const named = Object.fromEntries(
    settings
      .trim()
      .split("\n")
      .map((line) => line.split("=")),
  );
  expect(named).toMatchObject({
    API_KEY: demoApiKey,
    EMAIL: demoResidents[0].email,
    PASSWORD: homePassword,
    HUB: demoHome.hubId,
    RELAY: `${demoRelay.user}:${demoRelay.password}`,
  });
  const guide = readFileSync("docs/integration.md", "utf8");
  expect(guide).toContain(demoResidents[1].email);
  expect(guide).toContain(demoResidents[1].hubId);
  expect(guide).toContain(String(demoHome.devices[0]?.deviceId));
});

/** The entries of a stream in what a reader sees, each by its id. */
function entriesIn(output: string): { id: string; entry: { event?: Record<string, unknown> } }[] {
  const found = output.matchAll(/^id: (.+)\nevent: message\ndata: (.+)\n\n/gm);
  return [...found].map(([, id = "", data = "{}"]) => ({ id, entry: JSON.parse(data) }));
}

test("every command of the guide runs as it stands, and does what it says", async () => {
  const { apn, apnUsername, balanceNumber } = accessOfSim("AJAX");
  await owner.query(
    `update ajax_sim set apn = $2, apn_username = $3, balance_number = $4, traffic_tx_kb = 12, traffic_rx_kb = 34,
       traffic_reset_at = '2026-11-01T00:00:00Z' where hub_id = $1`,
    [home.hub.key, apn, apnUsername, balanceNumber],
  );
  const own = {
    PORTAL: server.origin,
    API_KEY: await addKey(owner),
    EMAIL: home.user.email,
    PASSWORD: homePassword,
    HUB: home.hub.hubId,
    RELAY: `${demoRelay.user}:${demoRelay.password}`,
  };
  const script = Object.entries(own).map(([name, value]) => `${name}='${value}'`);
  const { stdout } = await promisify(execFile)("sh", ["-ec", [...script, ...steps].join("\n")]);
  expect(steps).toHaveLength(7);
  expect(stdout).toContain(`"hubId":"${home.hub.hubId}"`);
  expect(stdout).toContain(home.devices.door);
  const access = { apn, username: apnUsername, password: "", balanceNumber };
  const traffic = { trafficTxKb: 12, trafficRxKb: 34, lastTrafficResetTimestamp: 1_793_491_200_000 };
  expect(JSON.parse(/\[\{"number"[^\]]*\]$/m.exec(stdout)?.[0] ?? "null")).toEqual([
    { number: 1, ...access, ...traffic },
  ]);
  expect(stdout).toContain(": connected\n");
  const entries = entriesIn(stdout);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const heard = entries.flatMap(({ entry }) => entry.event ?? []);
  expect(heard).toMatchObject([
    { eventTag: "NightModeOn", hubId: home.hub.hubId, sourceObjectId: home.user.id },
    { eventTag: "NightModeOff", hubId: home.hub.hubId, sourceObjectId: home.user.id },
  ]);
  const { rows } = await owner.query<{ url: string }>("select url from relay.link where user_id = $1", [home.user.id]);
  expect(rows).toEqual([{ url: "https://box.example" }]);
  const { rows: told } = await owner.query<{ tag: string }>(
    `select payload ->> 'eventTag' as tag from outbox where hub_id = $1 and kind = 'hub.event' order by xid, seq`,
    [home.hub.key],
  );
  expect(told.map(({ tag }) => tag)).toEqual(["Arm", "Disarm", "NightModeOn", "NightModeOff"]);
});
